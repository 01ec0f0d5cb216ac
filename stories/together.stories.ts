import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { attributes, type Attributes } from './attributes.ts';
import 'fm-elements';

/** The three elements with one flow: what the controls set is set on the trainer, and the other two follow it. */
const meta: Meta<Attributes> = {
  title: 'Together',
  component: 'fm-trainer',
  args: { seed: 7 },
  render: (args, { id }) => html`
    <div style="display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr))">
      <fm-sampler from="#${id}-trainer" view="spacetime"></fm-sampler>
      <fm-field from="#${id}-trainer" field="learned"></fm-field>
      <fm-trainer id="${id}-trainer" ${attributes(args)}></fm-trainer>
    </div>
  `,
};
export default meta;

type Story = StoryObj<Attributes>;

/** A network learns, and the field and the samples follow it. */
export const Moons: Story = { tags: ['trains'], args: { target: 'moons', autostart: true, playing: true } };

/** Two times: that of the training from panel to panel, that of the flow by the slider. Press *Train*, and play the training at any time of the flow. */
export const Checkpoints: Story = {
  args: { target: 'moons', t: 0.8 },
  render: (args, { id }) => html`
    <div style="display: grid; gap: 1rem">
      <fm-trainer id="${id}-trainer" ${attributes(args)}></fm-trainer>
      <fm-field from="#${id}-trainer" layers="arrows particles" compare="checkpoint: 10, 100, 1000, last"></fm-field>
    </div>
  `,
};

/** A network learns average velocities: it samples in one step, and the probe tells what that step misses. */
export const MeanFlow: Story = {
  tags: ['trains'],
  args: { target: 'moons', objective: 'mean-flow', steps: 6000, autostart: true, t: 0.1 },
  render: (args, { id }) => html`
    <div style="display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr))">
      <fm-sampler from="#${id}-trainer" view="spacetime" solver="average-velocity" steps="1"></fm-sampler>
      <fm-field from="#${id}-trainer" field="learned" probe="average-velocity" points="0.9,0.7 @ 0.1"></fm-field>
      <fm-trainer id="${id}-trainer" ${attributes(args)}></fm-trainer>
    </div>
  `,
};

/** Press *Train*. */
export const Penguins: Story = { args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,bill_depth_mm', t: 0.7 } };
