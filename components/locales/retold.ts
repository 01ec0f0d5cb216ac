import type { Reading } from '../../src/figures/index.ts';
import { toldTime } from '../../src/scene/index.ts';

type Told = Exclude<Reading, { readonly key: 'text' }>;

const time = (t: number): number => toldTime(t, 'data-at-0');
/** What is per unit of time. */
const rate = (value: number): number => -value;
const rates = (values: readonly number[]): readonly number[] => values.map(rate);

/** Each reading where the data are told to be at t = 0: times run the other way, and what is per unit of time has the other sign. */
const RETOLD: { readonly [Key in Told['key']]: (reading: Extract<Told, { readonly key: Key }>) => Extract<Told, { readonly key: Key }> } = {
  point: (reading) => ({ ...reading, t: time(reading.t), velocities: reading.velocities.map(({ model, v }) => ({ model, v: v && rates(v) })) }),
  pairs: (reading) => (reading.known ? { ...reading, t: time(reading.t), v: rates(reading.v), mean: rates(reading.mean), ...(reading.learned && { learned: rates(reading.learned) }) } : reading),
  predictions: ({ values, conversions, ...reading }) => ({
    ...reading, t: time(reading.t), values: { ...values, ...(values.velocity && { velocity: rates(values.velocity) }) },
    conversions: conversions.map(({ from, to, by }) => {
      const sign = (name: string): 1 | -1 => (name === 'velocity' ? -1 : 1);
      return { from, to, ...(by && { by: { place: sign(to) * by.place, given: sign(to) * sign(from) * by.given } }) };
    }),
  }),
  'average-velocity': (reading) => ({ ...reading, s: time(reading.s), t: time(reading.t), ...(reading.known && { u: rates(reading.u), v: rates(reading.v) }) }),
  // The integral of div v over the time that is told, from the data on.
  likelihood: (reading) => ({ ...reading, t: time(reading.t), entries: reading.entries.map((entry) => (entry.known ? { ...entry, integral: rate(entry.integral) } : entry)) }),
  continuity: ({ laws, cloud, ...reading }) => ({
    ...reading, t: time(reading.t), cloud: { ...cloud, rate: rate(cloud.rate), outward: rates(cloud.outward) },
    laws: laws.map((law) => (law.known ? { ...law, rate: rate(law.rate), outward: rates(law.outward) } : law)),
  }),
  // Along a path the integral of div v is the same whichever way time is told.
  expansion: (reading) => ({ ...reading, t: time(reading.t) }),
  classes: (reading) => reading,
  crossings: (reading) => reading,
  floor: (reading) => reading,
  likelihoodMap: (reading) => reading,
  fit: (reading) => reading,
  gallery: (reading) => reading,
  mass: (reading) => reading,
  trainingChart: (reading) => reading,
  nearness: (reading) => reading,
  learningStep: ({ at, ...reading }) => ({
    ...reading, t: time(reading.t), wanted: rates(reading.wanted), before: rates(reading.before), after: rates(reading.after), ...(at !== undefined && { at: time(at) }),
  }),
  noVelocity: (reading) => reading,
  plan: (reading) => reading,
  marginal: (reading) => (reading.known ? { ...reading, t: time(reading.t) } : reading),
  scoreUnknown: (reading) => reading,
  solverErrors: (reading) => reading,
  steps: (reading) => ({ ...reading, shortestAt: time(reading.shortestAt) }),
};

export const retold = (reading: Told): Told => (RETOLD[reading.key] as (reading: Told) => Told)(reading);
