import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Attributes } from './attributes.ts';
import 'fm-elements';

// Stories with the tag `trains` begin to train at once; the others stand still, and their pictures are tested.
const meta: Meta<Attributes> = {
  title: 'Elements/fm-trainer',
  component: 'fm-trainer',
  args: { target: 'moons', steps: 2000, batch: 256, 'learning-rate': 0.02, seed: 1 },
};
export default meta;

type Story = StoryObj<Attributes>;

export const Moons: Story = {};

export const StartsByItself: Story = { tags: ['trains'], args: { autostart: true, steps: 200 } };

/** Single steps, reflow, and how good the network is. */
export const FullControls: Story = { tags: ['trains'], args: { autostart: true, steps: 600, controls: 'full', target: 'eight-gaussians' } };

/** What the network is worth while it learns, in small charts. */
export const Charts: Story = { tags: ['trains'], args: { autostart: true, steps: 2000, charts: ['loss', 'excess', 'loss-by-time', 'w2', 'straightness', 'likelihood', 'gradients'] } };

/** Error of few steps while it learns: to the network’s own flow it falls with evaluations, to the exact one only until the network’s own error is left. */
export const Evaluations: Story = { tags: ['trains'], args: { autostart: true, steps: 2000, charts: ['evaluations', 'excess'] } };

/** Fifty data, and exact velocities in the place of noisy ones: does the network repeat them? */
export const FiniteData: Story = { tags: ['trains'], args: { autostart: true, 'data-count': 50, targets: 'marginal', charts: ['loss', 'excess', 'nearest', 'w2'] } };

/** One step in slow motion: the pairs of the next batch. */
export const ExplainStep: Story = { args: { explain: 'step', batch: 16 } };

/** The same on a line, t across. */
export const ExplainStepOnALine: Story = { args: { explain: 'step', batch: 16, target: 'two-gaussians' } };

/** Before it has begun. */
export const ChartsBefore: Story = { args: { charts: ['excess', 'w2'] } };

/** Gradient descent with momentum on minibatch optimal transport pairs: no floor is known for those. */
export const MomentumOnOptimalPairs: Story = { tags: ['trains'], args: { autostart: true, steps: 400, optimizer: 'sgd', coupling: 'ot', 'learning-rate': 0.01 } };
