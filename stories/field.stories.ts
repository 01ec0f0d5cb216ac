import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Attributes } from './attributes.ts';
import 'fm-elements';

const meta: Meta<Attributes> = {
  title: 'Elements/fm-field',
  component: 'fm-field',
  args: { target: 'moons', t: 0.55, seed: 1 },
};
export default meta;

type Story = StoryObj<Attributes>;

export const Moons: Story = {};

export const EightGaussians: Story = { args: { target: 'eight-gaussians', t: 0.8 } };

export const OwnData: Story = {
  name: 'Data from a CSV file',
  args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,bill_depth_mm', t: 0.7 },
};

/** Drop a file on it, paste rows, or draw. */
export const BroughtData: Story = { name: 'Data that the reader brings', args: { 't': 0.7, 'own-data': ['file', 'paste', 'draw'] } };

export const ArrowsOnly: Story = { args: { target: 'circles', t: 0.7, layers: ['arrows'] } };

export const DensityOnly: Story = { args: { target: 'checkerboard', t: 0.9, layers: ['density'] } };

/** Carried from the source along the network's field, with how much of it is in the picture. */
export const LearnedDensity: Story = { name: 'The density of a network', args: { target: 'two-gaussians', field: 'learned', t: 0.6, layers: ['density', 'paths'] } };

export const ContoursOnly: Story = { args: { target: 'eight-gaussians', t: 0.6, layers: ['contours'] } };

export const ParticlesOnly: Story = { args: { target: 'moons', t: 0.85, layers: ['particles'] } };

export const Streamlines: Story = { args: { target: 'eight-gaussians', t: 0.75, layers: ['streamlines', 'density', 'contours'] } };

/** One dimension: t across, x up. */
export const Line: Story = { name: 'On a line', args: { target: 'two-gaussians', t: 0.6 } };

/** v_t(x) as a mean: point at the figure, and press for more pairs. */
export const Pairs: Story = { name: 'Pairs under the cross', args: { target: 'moons', t: 0.5, probe: 'pairs', points: '0.6,-0.4' } };

export const PairsOfData: Story = {
  name: 'Pairs of a file without spread',
  args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,bill_depth_mm', bandwidth: 0, t: 0.8, probe: 'pairs', points: '46,17' },
};

/** Straight pairs cross; the flow's own paths from the same noise do not. */
export const StraightPairs: Story = { name: 'Straight pairs, curved flow', args: { target: 'two-gaussians', layers: ['pairs', 'paths'], pairs: '30', t: 0.5 } };

export const StraightPairsOverTime: Story = { name: 'Straight pairs, curved flow, over time', args: { target: 'moons', view: 'spacetime', layers: ['pairs', 'paths'], pairs: '30', t: 0.5 } };

/** One network, four names. */
export const Predictions: Story = { args: { target: 'moons', t: 0.5, probe: 'predictions', points: '0.9,0.7' } };

/** One step by u ends where the flow does; one Euler step does not. */
export const AverageVelocity: Story = { name: 'Average velocity', args: { target: 'moons', t: 0.1, probe: 'average-velocity', points: '0.9,0.7 @ 0.1' } };

export const AverageVelocityOnALine: Story = { name: 'Average velocity on a line', args: { target: 'two-gaussians', t: 0.1, probe: 'average-velocity', until: 0.9, points: '0.5 @ 0.1' } };

/** Three dimensions: arrows on a coarse lattice; drag to turn. */
export const InSpace: Story = { name: 'In space', args: { target: 'trefoil', t: 0.7 } };

export const ArrowsInSpace: Story = { name: 'In space, arrows only', args: { target: 'helix', t: 0.9, layers: ['arrows'] } };

/** Two dimensions over time: the field stands on the slab that moves with t. */
export const OverTime: Story = { name: 'Over time', args: { target: 'moons', view: 'spacetime', t: 0.6 } };

export const OneColumn: Story = {
  name: 'One column of a CSV file',
  args: { src: 'examples/article/penguins.csv', columns: 'flipper_length_mm', t: 0.6 },
};

/** Mass inside, and what flows through each side: drag the box, or draw another. */
export const Continuity: Story = { name: 'A box and the continuity equation', args: { target: 'moons', t: 0.5, probe: 'continuity', layers: ['density', 'particles'] } };

export const ContinuityOnALine: Story = { name: 'An interval and the continuity equation', args: { target: 'two-gaussians', t: 0.6, probe: 'continuity' } };

/** Point at the figure: log p_1 there by the path back. */
export const Likelihood: Story = { name: 'The likelihood of a point', args: { target: 'moons', t: 0.6, probe: 'likelihood', layers: ['density', 'contours'] } };

/** log p_1 in nats, from the highest down to e^-10 of it. */
export const LikelihoodMap: Story = { name: 'A map of the log density', args: { target: 'eight-gaussians', t: 1, layers: ['likelihood'] } };

export const LikelihoodOnALine: Story = { name: 'The log density on a line, learned and exact', args: { target: 'two-gaussians', field: 'both', t: 0.6, layers: ['likelihood', 'density'] } };

/** A disc around each point, and how its area changes on the way. */
export const Patch: Story = { name: 'A patch that is carried', args: { target: 'moons', t: 0.6, layers: ['density', 'patch', 'points'], points: '0.5,0.3; -0.6,0.8; 0.2,-1' } };

/** A grid of the noise that the flow carries and bends: where it is wide, mass is thin. */
export const Mesh: Story = { name: 'A grid that is carried', args: { target: 'moons', t: 0.7, layers: ['density', 'mesh'] } };

/** Entropic transport between a bell and two: the plan as lines and as a square. */
export const PlanOnALine: Story = { name: 'The coupling on a line', args: { target: 'two-gaussians', t: 0, layers: ['plan'], coupling: 'sinkhorn' } };

/** Three of Sinkhorn's rounds: the data's masses are right, the source's not yet. */
export const SinkhornRounds: Story = { name: 'Rounds of Sinkhorn', args: { target: 'two-gaussians', t: 0, layers: ['plan'], coupling: 'sinkhorn', epsilon: 0.5, 'sinkhorn-rounds': 3 } };

/** Hertrich, Chambolle and Delon 2025: the flow of independent pairs is not optimal transport. */
export const GaussianPlan: Story = { name: 'The flow is not optimal transport', args: { source: 'wide-gaussian', target: 'tilted-gaussian', view: 'spacetime', t: 0, layers: ['plan'] } };

export const MinibatchPlan: Story = { name: 'Minibatch optimal transport', args: { target: 'moons', view: 'spacetime', t: 0, layers: ['plan'], coupling: 'ot', 'plan-batch': 8 } };

/** Batches make optimal pairs of fewer points, and entropy softer ones; costs and how straight the flow's own paths are stand below. */
export const CompareBatches: Story = { name: 'Couplings of batches', args: { target: 'moons', view: 'plane', t: 0, layers: ['plan'], compare: 'coupling: independent, ot 8, ot 256, sinkhorn 1' } };

/** What no network explains of the pairs, over t: the floor of the loss, split by time. */
export const CompareFloors: Story = { name: 'Floors of couplings', args: { target: 'moons', layers: ['floor'], compare: 'coupling: independent, ot 256, sinkhorn 0.1' } };

/** The gradient of log p_t, over its density. */
export const Score: Story = { args: { target: 'eight-gaussians', t: 0.6, layers: ['density', 'score'] } };

/** The time of the literature of diffusion: data at t = 0. The same picture, told otherwise. */
export const DataAtZero: Story = { name: 'Data at t = 0', args: { target: 'two-gaussians', t: 0.4, convention: 'data-at-0', probe: 'point', points: '0.5 @ 0.4', layers: ['arrows', 'density', 'paths', 'particles'] } };

export const PredictionsOfDataAtZero: Story = { name: 'Predictions, data at t = 0', args: { target: 'moons', t: 0.5, convention: 'data-at-0', probe: 'predictions', points: '0.9,0.7' } };

/** Drag an arrow to where you think the flow goes; the figure tells its own afterwards. */
export const AskVelocity: Story = { name: 'Predict the velocity, then see', args: { target: 'moons', t: 0.5, probe: 'point', ask: 'velocity', points: '0,0; 1,0.5' } };

export const AskFlux: Story = { name: 'Predict the flux, then see', args: { target: 'moons', t: 0.5, probe: 'continuity', ask: 'flux', box: '-1,-1; 1,1', layers: ['particles'] } };

export const WrongColumn: Story = {
  name: 'What an author reads when a column does not exist',
  args: { src: 'examples/article/penguins.csv', columns: 'bill_length_mm,wingspan' },
};

/** One clock and one noise, by two ways from the source to the data. */
export const CompareSchedules: Story = { args: { compare: 'schedule: linear, variance-preserving', t: 0.5 } };

/** The generators of a lecture before flow matching, on the same data: each tells how near it comes. */
export const CompareGenerators: Story = { args: { compare: 'generator: ppca, gmm 3, flow', t: 1, layers: ['density', 'particles'] } };

const PENGUINS = { 'src': 'examples/article/penguins.csv', 'columns': 'bill_length_mm,bill_depth_mm', 'condition-column': 'species' } as const;

/** One class of the rows, and beyond it. */
export const CompareGuidance: Story = { args: { ...PENGUINS, condition: 'Gentoo', compare: 'guidance: 0, 1, 3', t: 0.8, layers: ['arrows', 'density', 'particles'] } };

/** What guidance samples is not the tilted law p(x)^(1-w) p(x | c)^w. */
export const TiltedLaw: Story = { name: 'Guided samples and the tilted law', args: { ...PENGUINS, condition: 'Gentoo', guidance: 4, compare: 'generator: flow, law', t: 1, layers: ['density', 'particles'] } };
