/** What crosses from training to whoever asked for it. There is no code here: pages that load none of training know these types as well. */
import type { FieldVolume, MlpModel, Nearness, Points, RandomState } from '../math/index.ts';

/** How the ends of paths are paired: as drawn, by minibatch optimal transport, or by its entropic relative. */
export type CouplingName = 'independent' | 'ot' | 'sinkhorn';

/** Ends of paths that belong together: row i of `x0` with row i of `x1`. */
export interface Pairs {
  readonly x0: Points;
  readonly x1: Points;
  /** Of each pair, for a network that knows classes; those of none are left out when absent. */
  readonly classes?: Int32Array;
}

/** How weights are moved against the gradient: by Adam, or by gradient descent with momentum. */
export type OptimizerName = 'adam' | 'sgd';

/** What an optimiser has come to know of its gradients. */
export interface OptimizerMemory {
  /** Steps that the running means have seen. */
  readonly optimizerSteps: number;
  /** Running means in the order weights, bias of every layer: Adam's of the gradient, then those of its square; SGD's momenta. */
  readonly slots: readonly Float32Array[];
}

/** What a run knows beside its weights: with it, it goes on as if it had never been interrupted. */
export interface TrainingMemory extends OptimizerMemory {
  /** Where the stream of random numbers stands that batches are drawn from. */
  readonly random: RandomState;
}

/** Quality of a network on fixed held-out draws, summed over the axes. */
export interface HeldOutLoss {
  /** Floor plus excess, which is the loss but for chance; the plain mean over the draws where the floor is NaN or Infinity. */
  readonly loss: number;
  /**
   * The exact floor of that loss, `E|alpha' X_1 + sigma' X_0 - v_t|^2`, on the same draws. NaN where the exact field is not known: for
   * any coupling but `independent`, and for `pairs`. Infinity where it is (`isFloorInfinite`): under `variance-preserving`, unless the data are points.
   */
  readonly floor: number;
  /** Mean of `|v_theta - v_t|^2`: how far the network is from the exact field; NaN where that is not known. */
  readonly excess: number;
  /** Loss and floor over the draws of each tenth of [0, 1]. */
  readonly lossByTime: Float64Array;
  readonly floorByTime: Float64Array;
}

/** A network that a run has passed through, with its quality. */
export interface Checkpoint extends HeldOutLoss {
  readonly step: number;
  /** In buffers of its own. */
  readonly model: MlpModel;
}

/** How good the clouds are that a network makes. */
export interface CloudQuality {
  /** The optimiser step at which the network was looked at. */
  readonly step: number;
  /** Sliced W2 between 256 points that the network carries (always from the same noise) and as many draws from the target. */
  readonly slicedW2: number;
  /** The same distance between two such draws from the target: 9 of 10 lie within. No network can be told from perfect there. */
  readonly slicedW2Noise: readonly [low: number, high: number];
  /** `E integral |v|^2 dt - E|x_1 - x_0|^2` of the paths; 0 when they are straight. */
  readonly straightness: number;
}

/** What a network can be judged by. */
export type Measure = 'cloud' | 'likelihood' | 'gradients' | 'nearest' | 'evaluations';

/** Mean log density of draws of the target that no network has learned from, in nats. */
export interface HeldOutLikelihood {
  /** Under the flow of the network. */
  readonly learned: number;
  /** Under the target itself; absent where it has no density. */
  readonly target?: number;
}

/**
 * The losses `L_CFM = E|v_theta - U|^2` and `L_FM = E|v_theta - v_t|^2` with their gradients by all weights and biases, on the same batches of 128
 * draws (Lipman et al. 2023, theorem 2: the gradients have the same mean).
 */
export interface GradientComparison {
  readonly conditionalLoss: number;
  readonly marginalLoss: number;
  /** Standard error of their difference. */
  readonly differenceError: number;
  /** `E|U - v_t|^2`, which the difference is the same as, whatever the network. */
  readonly floor: number;
  /** Of the two gradients of one batch, on average over the batches. */
  readonly cosine: number;
  /** `E|g - E g|^2` of the gradient of one batch. */
  readonly conditionalVariance: number;
  readonly marginalVariance: number;
  /** `|E g|^2` of the gradient of L_FM. */
  readonly squaredNorm: number;
}

/** Median distances at t = 1 between where Euler's method ends with few evaluations of a network's velocity, and where flows lead from the same noise. */
export interface FewStepErrors {
  /** Ascending. */
  readonly evaluations: Float64Array;
  /** To the network's own flow, one for each number of evaluations. */
  readonly own: Float64Array;
  /** To the exact flow; absent where that is not known. */
  readonly exact?: {
    readonly errors: Float64Array;
    /** From the end of the network's own flow, which no number of evaluations takes away. */
    readonly apart: number;
    /** Where it leads, the same for all networks of its laws and of one seed: seconds that need not be spent again. */
    readonly ends: Float64Array;
  };
}

/** What was measured, each on draws that are fixed by the seed. */
export interface Judged {
  readonly cloud?: CloudQuality;
  /** Absent where the way back cannot be followed. */
  readonly likelihood?: HeldOutLikelihood;
  /** Absent where our kernels cannot run. */
  readonly gradients?: GradientComparison;
  /** Absent where the target is no finite data. */
  readonly nearest?: Nearness;
  /** Absent where the network is not finite. */
  readonly evaluations?: FewStepErrors;
}

/** An optimiser step with all that it is made of. Points and velocities are interleaved, one a row of the batch. */
export interface ExplainedStep {
  /** Of the run, from 1. */
  readonly step: number;
  readonly learningRate: number;
  readonly t: Float64Array;
  readonly x0: Float64Array;
  readonly x1: Float64Array;
  /** X_t. */
  readonly x: Float64Array;
  /** What the network is to say there. */
  readonly wanted: Float32Array;
  /** What it says before the step, and after it. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Mean of `|v_theta(X_t, t) - wanted|^2` over the batch before the step, and on the same batch after it. */
  readonly loss: number;
  readonly lossAfter: number;
  /** So many weights and biases have moved by this length in all. */
  readonly weights: number;
  readonly moved: number;
  /** What the step adds to the velocity. */
  readonly change: FieldVolume;
  /** The network after it: that of a run which takes the step. */
  readonly model: MlpModel;
}
