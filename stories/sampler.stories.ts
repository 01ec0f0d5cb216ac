import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Attributes } from './attributes.ts';
import 'fm-elements';

const meta: Meta<Attributes> = {
  title: 'Elements/fm-sampler',
  component: 'fm-sampler',
  args: { target: 'moons', solver: 'euler', steps: 32, count: 600, t: 0.55 },
};
export default meta;

type Story = StoryObj<Attributes>;

export const Spacetime: Story = {};

export const FewEulerSteps: Story = { args: { steps: 3 } };

export const Plane: Story = { args: { view: 'plane', t: 1 } };

/** Three dimensions: a cloud that moves in space. */
export const Space: Story = { args: { target: 'trefoil', count: 1500, t: 0.8 } };

/** One dimension: t across, x up. */
export const Line: Story = { args: { target: 'two-uniforms', t: 0.6 } };

/** Solvers at the same cost: eight evaluations of the field each. */
export const CompareSolvers: Story = { args: { view: 'plane', solver: undefined, steps: undefined, compare: 'solver: euler 8, heun 4, rk4 2', t: 1 } };

/** One step by the velocity at t = 0, and one by the average velocity: that ends in the data. */
export const OneStep: Story = { args: { view: 'plane', solver: undefined, steps: undefined, compare: 'solver: euler 1, average-velocity 1', t: 1 } };

/** Euler's steps as segments on the field, beside what steps of each solver are worth. */
export const SolverLab: Story = { args: { view: 'plane', solver: 'euler', steps: 8, compare: 'layers: arrows steps, error', t: 1 } };

/** Errors over evaluations of the field, one line for each solver. */
export const CompareErrors: Story = { args: { target: 'eight-gaussians', layers: ['error'], solver: undefined, steps: undefined, compare: 'solver: euler 16, heun 8, rk4 4', 'compare-by': 'overlay', t: 1 } };

/** The flow, and paths with noise from the same starts: the same law at each time, over which its histogram lies. */
export const NoiseOrNone: Story = { args: { target: 'two-gaussians', solver: undefined, steps: 64, layers: ['paths', 'marginal'], compare: 'solver: heun, sde 1, sde diffusion', t: 0.6 } };

/** The same movie backwards: a diffusion that adds noise to data. */
export const Backward: Story = { args: { view: 'plane', solver: 'sde', noise: 'diffusion', steps: 128, backward: true, t: 0.7 } };

/** From 1 to 500 data: the exact field ends on them, so that its samples are nothing new. */
export const FiniteData: Story = { args: { view: 'plane', solver: 'dopri5', steps: undefined, count: 300, layers: ['particles', 'nearest'], compare: 'data-count: 1, 5, 50, 500', t: 1 } };

/** The same noise, by other ways to the same data. */
export const CompareSchedules: Story = { args: { solver: undefined, steps: undefined, compare: 'schedule: linear, variance-preserving', t: 0.5 } };

/** One over the other: each variant has a colour. */
export const CompareOverlay: Story = { args: { target: 'two-gaussians', solver: undefined, steps: undefined, compare: 'solver: euler 4, heun 2, rk4 8', 'compare-by': 'overlay', t: 0.6 } };

/** Networks that learn from other pairs of the same noise and data: paths of optimal transport are straighter. */
export const CompareCouplings: Story = { tags: ['trains'], args: { solver: undefined, steps: undefined, compare: 'coupling: independent, ot', t: 0.5 } };
