import { expect } from '@open-wc/testing';
import { ACTIVATIONS, inOneGo, mlpVelocity } from '../../src/math/index.ts';
import { bestKernels, compileKernels, networkField, SimdEngine } from '../../src/training/simd/index.ts';
import { createBatches, createModel, distance, weightsOf } from '../training/simd/fixtures.ts';
import { browserName } from './hands.ts';

/** A module of one function, `i8x16.relaxed_swizzle`. */
const hasRelaxedSimd = WebAssembly.validate(Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
));
/** Sums that are rounded at other places. */
const ROUNDING = 2e-5;

describe('the training kernels in this browser', () => {
  it('are those with fused multiply-add where the browser has it: every Chromium since 114, Firefox, not yet WebKit', () => {
    expect(bestKernels()?.name).to.equal(hasRelaxedSimd ? 'relaxed SIMD' : 'SIMD');
    expect(hasRelaxedSimd || browserName === 'WebKit').to.equal(true);
  });

  for (const activation of ACTIVATIONS) {
    it(`differentiate a network with ${activation} alike, fused or not`, function () {
      if (!hasRelaxedSimd) this.skip();
      const model = createModel([7, 65, 16], activation);
      const batches = createBatches(101);
      batches.draw();
      const [fused, plain] = (['relaxed SIMD', 'SIMD'] as const).map((name) => new SimdEngine(model, compileKernels(name)!).gradient(batches.inputs, batches.slopes));
      expect(Math.abs(fused.loss - plain.loss)).to.be.lessThan(ROUNDING * plain.loss);
      expect(distance(weightsOf(fused), weightsOf(plain))).to.be.lessThan(ROUNDING);
    });

    it(`evaluate a network with ${activation} as plain arithmetic does`, () => {
      const model = createModel([64, 64], activation);
      const x = Float64Array.from({ length: 500 }, (_, i) => 3 * Math.sin(i));
      const expected = new Float64Array(x.length);
      const actual = new Float32Array(x.length);
      mlpVelocity(model)(x, 0.3, expected);
      networkField(model, bestKernels()!)(x, 0.3, actual);
      expect(distance(actual, expected)).to.be.lessThan(3e-6);
    });
  }

  it('train to bit-equal weights for the same seed', () => {
    const train = (): number[] => {
      const engine = new SimdEngine(createModel([32, 32], 'silu'), bestKernels()!);
      const batches = createBatches(64);
      for (let step = 0; step < 200; step++) {
        batches.draw();
        inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3));
      }
      return weightsOf(engine.model());
    };
    expect(train()).to.deep.equal(train());
  });
});
