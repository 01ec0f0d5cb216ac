import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { FmField } from 'fm-elements';
import 'fm-elements';

const meta: Meta<FmField> = {
  title: 'Elements/fm-field',
  component: 'fm-field',
  parameters: { docs: { description: { component: 'The velocity field between two laws at time t, with the cloud that it carries. Alone it shows the exact field; `field="learned"` follows the network of its flow.' } } },
  argTypes: {
    target: { control: 'select', options: ['moons', 'eight-gaussians', 'circles', 'checkerboard'] },
    t: { control: { type: 'range', min: 0, max: 1, step: 0.01 } },
    controls: { control: 'inline-radio', options: ['timeline', 'none'] },
  },
  args: { target: 'moons', t: 0.55, seed: 1 },
  render: ({ target, t, seed, controls, src, columns, field, view, layers }) => html`
    <fm-field
      target=${ifDefined(target)}
      t=${ifDefined(t)}
      seed=${ifDefined(seed)}
      controls=${ifDefined(controls)}
      src=${ifDefined(src)}
      columns=${ifDefined(columns)}
      field=${ifDefined(field)}
      view=${ifDefined(view)}
      layers=${ifDefined(layers?.join(' '))}
    ></fm-field>
  `,
};
export default meta;

type Story = StoryObj<FmField>;

export const Moons: Story = {};

export const EightGaussians: Story = { args: { target: 'eight-gaussians', t: 0.8 } };

export const OwnData: Story = {
  name: 'Data from a CSV file',
  args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,bill_depth_mm', t: 0.7 },
};

export const ArrowsOnly: Story = { args: { target: 'circles', t: 0.7, layers: ['arrows'] } };

export const DensityOnly: Story = { args: { target: 'checkerboard', t: 0.9, layers: ['density'] } };

export const ContoursOnly: Story = { args: { target: 'eight-gaussians', t: 0.6, layers: ['contours'] } };

export const ParticlesOnly: Story = { args: { target: 'moons', t: 0.85, layers: ['particles'] } };

export const Streamlines: Story = { args: { target: 'eight-gaussians', t: 0.75, layers: ['streamlines', 'density', 'contours'] } };

/** One dimension: t across, x up. */
export const Line: Story = { name: 'On a line', args: { target: 'two-gaussians', t: 0.6 } };

/** Three dimensions: arrows on a coarse lattice; drag to turn. */
export const InSpace: Story = { name: 'In space', args: { target: 'trefoil', t: 0.7 } };

export const ArrowsInSpace: Story = { name: 'In space, arrows only', args: { target: 'helix', t: 0.9, layers: ['arrows'] } };

/** Two dimensions over time: the field stands on the slab that moves with t. */
export const OverTime: Story = { name: 'Over time', args: { target: 'moons', view: 'spacetime', t: 0.6 } };

export const OneColumn: Story = {
  name: 'One column of a CSV file',
  args: { src: 'examples/article/penguins.csv', columns: 'flipper_length_mm', t: 0.6 },
};

export const WrongColumn: Story = {
  name: 'What an author reads when a column does not exist',
  args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,wingspan' },
};
