import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { attributes, type Attributes } from './attributes.ts';
import 'fm-elements';

/** Pictures as data: each is a code along the main axes of all, and the flow carries these codes. */
const meta: Meta<Attributes> = {
  title: 'Pictures',
  component: 'fm-trainer',
  args: { src: 'examples/digits/digits-2000x28x28.u8', codec: 'pca 40', 'tile-classes': '0 1 2 3 4 5 6 7 8 9', t: 1 },
};
export default meta;

type Story = StoryObj<Attributes>;

/** A network learns to generate, each class as well as all. */
export const Learned: Story = {
  tags: ['trains'],
  args: { autostart: true, steps: 1000, 'hidden-layers': '256,256,256', 'learning-rate': 0.003 },
  render: (args, { id }) => html`
    <fm-sampler from="#${id}-trainer" view="gallery" t="1"></fm-sampler>
    <fm-trainer id="${id}-trainer" ${attributes(args)}></fm-trainer>
  `,
};

/** What probabilistic PCA generates of the same codes, beside the network, with the distance of each to the data. */
export const BesidePca: Story = {
  tags: ['trains'],
  // Each network that is reported is compared with the data, which takes seconds: a short training shows as much.
  args: { ...Learned.args, steps: 400 },
  render: (args, { id }) => html`
    <fm-sampler from="#${id}-trainer" view="gallery" t="1" compare="generator: ppca, flow"></fm-sampler>
    <fm-trainer id="${id}-trainer" ${attributes(args)}></fm-trainer>
  `,
};
