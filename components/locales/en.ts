import type { FmField } from '../fm-field/field.element.ts';
import type { Speech } from './speech.ts';

type FieldName = FmField['field'];

/** From where to where a flow leads, and what of the way is not as usual; laws, schedules and couplings are called as their attributes are written. */
export interface Way {
  readonly source: string;
  readonly target: string;
  /** So many draws of the target are the data. */
  readonly dataCount?: number;
  /** Of the data the class to which the exact field leads. */
  readonly condition?: { readonly class: string; readonly guidance: number };
  /** What stands for the data. */
  readonly generator?: string;
  readonly schedule?: string;
  readonly coupling?: string;
}

/** How a cloud is carried. */
export interface CloudSteps {
  readonly solver: string;
  readonly steps: number;
  readonly tolerance: number;
  readonly noise: number | 'diffusion';
}

/** All that is said in a page, in English. Every other language has the same keys: one that is missing does not compile. */
export const en = (speech: Speech) => {
  const { number, whole, power, amount, counted } = speech;
  const way = ({ source, target, dataCount, condition, generator, schedule, coupling }: Way): string =>
    `from ${source} to ${generator ? (generator === 'law' ? 'the law of ' : `the law ${generator} of `) : ''}${dataCount === undefined ? '' : `${counted(dataCount, { one: 'point', other: 'points' })} of `}${target}${condition ? `, class ${condition.class}${condition.guidance === 1 ? '' : `, guidance ${whole(condition.guidance)}`}` : ''}${schedule ? `, schedule ${schedule}` : ''}${coupling ? `, coupling ${coupling}` : ''}`;
  const evenSteps = ({ solver, steps, noise }: CloudSteps): string =>
    `${counted(steps, { one: 'step', other: 'steps' })} of ${solver}${solver === 'sde' ? ` with ${noise === 'diffusion' ? 'the noise of the diffusion' : `noise ${whole(noise)}`}` : ''}`;
  const cloudSteps = (cloud: CloudSteps): string => (cloud.solver === 'dopri5' ? `dopri5 within ${power(cloud.tolerance)}` : evenSteps(cloud));
  const evaluations = (count: number): string => `${counted(count, { one: 'evaluation', other: 'evaluations' })} of the field`;
  const fields: Readonly<Record<FieldName, string>> = {
    exact: 'Exact velocity field',
    learned: 'Learned velocity field',
    both: 'Exact and learned velocity fields',
    difference: 'Distance between the learned and the exact velocity',
    conditional: 'Conditional velocity field',
  };
  return {
    /** How all numbers of a figure are written, but those in pictures, which have the same locale. */
    number,
    amount,
    figure: {
      name: 'Flow matching',
      inSpace: 'figure in space',
      keys: 'Arrow keys turn the figure, plus and minus zoom, 0 returns to the first view, Space plays and pauses.',
      crossKeys: (isTurnable: boolean) => `${isTurnable ? 'With Shift, arrow keys' : 'Arrow keys'} move the cross${isTurnable ? '' : ', with Shift by smaller steps'}.`,
      loading: (file: string) => `Loading ${file} …`,
      follows: (selector: string) => `This figure follows ${selector}, which shows nothing yet.`,
      untrained: 'The network is not trained yet',
      noNetwork: 'There is no network yet: train one in an fm-trainer, and name that here in from="#…"',
      layerFailed: (layer: string, reason: string) => `The layer "${layer}" is left out: ${reason}`,
      /** Between the attribute at fault and what is wrong with it. */
      colon: ': ',
      chart: {
        errors: (from: Way) => `Errors of solvers over evaluations of the field, ${way(from)}`,
        floors: (from: Way) => `What no network can explain of the pairs, over t, ${way(from)}`,
      },
      crossOutside: 'The cross stands outside of the figure.',
      leftOut: (count: number) => `${counted(count, { one: 'point is', other: 'points are' })} not drawn: not a number, or too far out.`,
    },
    sinkhorn: { epsilon: 'Strength of the entropy', transport: 'optimal transport', independent: 'independent', less: 'One round less', more: 'One round more', settle: 'Until they settle' },
    timeline: { play: 'Play', pause: 'Pause', source: 'source', data: 'data', time: 'Time t from source to data', keys: 'Arrow keys change the time by 0.01, with Shift by 0.1; Space plays and pauses.', at: (t: number) => `t = ${number(t, 2)}` },
    field: {
      name: (field: FieldName, from: Way) => `${fields[field]} ${way(from)}`,
      picture: (field: FieldName, from: Way, t: number, count: number) =>
        `${fields[field]} ${way(from)} at t = ${number(t, 2)}, with ${counted(count, { one: 'point', other: 'points' })}`,
    },
    sampler: {
      steps: cloudSteps,
      name: (from: Way) => `Points carried ${way(from)}`,
      picture: (from: Way, cloud: CloudSteps & { readonly count: number }, t: number) =>
        `${counted(cloud.count, { one: 'point', other: 'points' })} carried ${way(from)}, by ${cloudSteps(cloud)}, at t = ${number(t, 2)}`,
      evaluations,
      cost: (cloud: CloudSteps, count: number) => `${cloudSteps(cloud)}: ${evaluations(count)}`,
    },
    trainer: {
      name: (from: Way) => `Training of a network ${way(from)}`,
      progress: (step: number, steps: number) => `step ${number(step)} of ${number(steps)}`,
    },
    /** In pictures. */
    picture: { step: 'training step', loss: 'batch loss', floor: 'exact floor of its mean', cut: 'batch loss ↑ begins at', evaluations: 'evaluations of the field', error: 'distance from the flow', independent: 'independent', reflowed: 'after reflow', generated: 'generated', nearest: 'nearest data to what they become', ppca: 'PPCA, from the same noise' },
  };
};

export type English = ReturnType<typeof en>;
