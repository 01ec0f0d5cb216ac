import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { FmSampler } from 'fm-elements';
import 'fm-elements';

const meta: Meta<FmSampler> = {
  title: 'Elements/fm-sampler',
  component: 'fm-sampler',
  parameters: { docs: { description: { component: 'Carries a cloud of the source to the data with the flow’s model: the exact field, or the network of a trainer that it follows.' } } },
  argTypes: {
    target: { control: 'select', options: ['moons', 'eight-gaussians', 'circles', 'checkerboard'] },
    view: { control: 'inline-radio', options: ['spacetime', 'plane', 'volume'] },
    solver: { control: 'inline-radio', options: ['euler', 'heun'] },
    steps: { control: { type: 'range', min: 1, max: 64, step: 1 } },
    t: { control: { type: 'range', min: 0, max: 1, step: 0.01 } },
  },
  args: { target: 'moons', solver: 'euler', steps: 32, count: 600, t: 0.55 },
  render: ({ target, view, solver, steps, count, t }) => html`
    <fm-sampler
      target=${ifDefined(target)}
      view=${ifDefined(view)}
      solver=${ifDefined(solver)}
      steps=${ifDefined(steps)}
      count=${ifDefined(count)}
      t=${ifDefined(t)}
    ></fm-sampler>
  `,
};
export default meta;

type Story = StoryObj<FmSampler>;

export const Spacetime: Story = {};

export const FewEulerSteps: Story = { args: { steps: 3 } };

export const Plane: Story = { args: { view: 'plane', t: 1 } };

/** Three dimensions: a cloud that moves in space. */
export const Space: Story = { args: { target: 'trefoil', count: 1500, t: 0.8 } };

/** One dimension: t across, x up. */
export const Line: Story = { args: { target: 'two-uniforms', t: 0.6 } };
