import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { ACTIVATIONS, createNetwork, createRandom, mlpVelocity, type Activation } from '../../src/math/index.ts';
import { expectClose } from './fixtures.ts';

function activated(activation: Activation, z: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'silu':
      return tf.mul(z, tf.sigmoid(z));
    case 'elu':
      return tf.elu(z);
    case 'selu':
      return tf.selu(z);
    case 'relu':
      return tf.relu(z);
    case 'tanh':
      return tf.tanh(z);
    case 'softplus':
      return tf.softplus(z);
  }
}

test('the plain network gives the numbers of tfjs to 1e-5, for every activation and dimension', async () => {
  await tf.setBackend('cpu');
  for (const activation of ACTIVATIONS) {
    for (const dimension of [1, 2, 3]) {
      const model = createNetwork({ dimension, hidden: [32, 32], activation, seed: dimension });
      const count = 50;
      const random = createRandom(3);
      const x = Float64Array.from({ length: count * dimension }, () => 2 * random.normal());
      const t = 0.37;
      const own = new Float64Array(x.length);
      mlpVelocity(model)(x, t, own);
      const theirs = tf.tidy(() => {
        let state = tf.concat<tf.Tensor2D>([tf.tensor2d(Float32Array.from(x), [count, dimension]), tf.fill<tf.Rank.R2>([count, 1], t)], 1);
        model.layers.forEach(({ inputs, outputs, weights, bias }, l) => {
          const z = tf.add<tf.Tensor2D>(tf.matMul(state, tf.tensor2d(weights, [inputs, outputs])), tf.tensor1d(bias));
          state = l + 1 < model.layers.length ? activated(activation, z) : z;
        });
        return state.dataSync();
      });
      expectClose(theirs, own, 1e-5);
    }
  }
  expect(tf.memory().numTensors).toBe(0);
});
