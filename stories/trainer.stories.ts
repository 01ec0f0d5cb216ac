import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { FmTrainer } from 'fm-elements';
import 'fm-elements';

/** Stories with the tag `trains` begin to train at once; the others stand still, and their pictures are tested. */
const meta: Meta<FmTrainer> = {
  title: 'Elements/fm-trainer',
  component: 'fm-trainer',
  parameters: { docs: { description: { component: 'Trains the network of its flow in a worker. The loss is drawn against its exact floor: what remains when the network knows the velocity field.' } } },
  argTypes: { target: { control: 'select', options: ['moons', 'eight-gaussians', 'circles', 'checkerboard'] } },
  args: { target: 'moons', steps: 2000, batch: 256, learningRate: 0.02, seed: 1, controls: 'timeline' },
  render: ({ target, steps, batch, learningRate, seed, autostart, controls, optimizer, coupling, timeFeatures }) => html`
    <fm-trainer
      target=${ifDefined(target)}
      steps=${ifDefined(steps)}
      batch=${ifDefined(batch)}
      learning-rate=${ifDefined(learningRate)}
      seed=${ifDefined(seed)}
      controls=${controls}
      optimizer=${ifDefined(optimizer)}
      coupling=${ifDefined(coupling)}
      time-features=${ifDefined(timeFeatures)}
      ?autostart=${autostart}
    ></fm-trainer>
  `,
};
export default meta;

type Story = StoryObj<FmTrainer>;

export const Moons: Story = {};

export const StartsByItself: Story = { tags: ['trains'], args: { autostart: true, steps: 200 } };

/** Single steps, reflow, and how good the network is. */
export const FullControls: Story = { tags: ['trains'], args: { autostart: true, steps: 600, controls: 'full', target: 'eight-gaussians' } };

/** Gradient descent with momentum on minibatch optimal transport pairs: no floor is known for those. */
export const MomentumOnOptimalPairs: Story = { tags: ['trains'], args: { autostart: true, steps: 400, optimizer: 'sgd', coupling: 'ot', learningRate: 0.01 } };
