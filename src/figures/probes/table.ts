import { POINTING } from '../../scene/index.ts';
import type { Code } from '../../code/index.ts';
import { fetchedLayer, type AnyReading, type LayerCode } from '../layer.ts';
import type { View, ViewTraits } from '../view.ts';

interface ProbeRow {
  /** What it tells of the place under the cross, for README and editors: a line of Markdown. */
  readonly meaning: string;
  /** Whether such a view has a place for it. */
  readonly suits: (view: ViewTraits) => boolean;
  readonly code: Code<LayerCode<unknown, AnyReading>>;
  /** What a click, a tap or Enter does: it starts a path at the cross, or counts for the probe itself; a `box` is moved and resized by drags, taps and keys. */
  readonly press: 'path' | 'probe' | 'box';
  /** Usual layers among which it could not be told; an author may name them. */
  readonly instead?: Readonly<Record<View['depth'], readonly string[]>>;
}

/** Where paths stand behind one another they hide more than they tell. */
const CLOUDS = { flat: ['particles'], deep: ['particles', 'paths'] };
const FIELDS = { flat: [...CLOUDS.flat, 'arrows'], deep: [...CLOUDS.deep, 'arrows'] };

/** With what follows the pointer. */
const pointed: typeof fetchedLayer = (load) => fetchedLayer(async () => (await Promise.all([load(), POINTING.fetch()]))[0]);

/** By the name that authors write, which is the key of its readings too. */
const rows = {
  'point': {
    meaning: 'the velocity and the density there (a click, a tap or Enter starts a path, Escape ends them all)',
    suits: () => true, press: 'path', code: pointed(async () => (await import('./point.ts')).point),
  },
  'pairs': {
    meaning: 'the pairs of ends whose paths pass there, of which the velocity is the mean (a click draws more)',
    suits: () => true, press: 'probe', instead: CLOUDS, code: pointed(async () => (await import('./pairs.ts')).pairs),
  },
  'predictions': {
    meaning: 'both mean ends, velocity and score, and how each gives the others',
    suits: () => true, press: 'path', instead: FIELDS, code: pointed(async () => (await import('./predictions.ts')).predictions),
  },
  'average-velocity': {
    meaning: 'one step to the time `until` beside one Euler step',
    suits: () => true, press: 'path', instead: FIELDS, code: pointed(async () => (await import('./average-velocity.ts')).averageVelocity),
  },
  'likelihood': {
    meaning: 'the log density of the data there by the path back to the source',
    suits: () => true, press: 'probe', code: pointed(async () => (await import('./likelihood.ts')).likelihood),
  },
  'continuity': {
    meaning: 'of a box that is dragged, drawn or moved by keys, the mass inside and its flux through each side',
    suits: ({ depth }) => depth === 'flat', press: 'box', code: pointed(async () => (await import('./continuity.ts')).continuity),
  },
} satisfies Readonly<Record<string, ProbeRow>>;

export type ProbeRows = typeof rows;
export type ProbeName = keyof ProbeRows;
export const PROBES: Readonly<Record<ProbeName, ProbeRow>> = rows;
export const PROBE_NAMES = Object.keys(PROBES) as ProbeName[];
