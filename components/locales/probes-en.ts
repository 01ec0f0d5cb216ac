import type { ProbeName, Reading } from '../../src/figures/index.ts';
import { DATA_AT_1, equations, PREDICTIONS, symbolsOf, type Ends, vectorOf } from './equations.ts';
import type { Speech } from './speech.ts';

/** How the reader uses each probe, and what it tells. */
export type ProbeWords = {
  readonly [Name in ProbeName]: {
    /** What to do with it. */
    readonly hint: string;
    /** What Enter and Escape do. */
    readonly keys: string;
    /** @param ends  as the reading has them; our own when absent */
    readonly tell: (reading: Extract<Reading, { readonly key: Name }>, ends?: Ends) => string;
  };
};

const START = 'Enter starts a path there, Escape ends all paths.';

/** Of probes, in English: one record for each. */
export const probes = ({ number, significant, counted, or }: Speech): ProbeWords => {
  const vector = vectorOf(number);
  const at = (x: readonly number[], t: number): string => `x = ${vector(x)}, t = ${number(t, 2)}`;
  /** Digits for a number that may be near 1 or large. */
  const amount = (value: number): string => number(value, value < 100 ? 1 : 0);
  return {
    'point': {
      hint: 'Point at the figure: the velocity and the density there are told here.',
      keys: START,
      tell({ x, t, velocities, density }, { data } = DATA_AT_1) {
        const speeds = velocities.map(({ model, v }) => `${model === 'learned' ? 'learned v' : 'v'} ${v ? `= ${vector(v)}` : `is not defined at t = ${data}: the data are points`}`);
        return `${at(x, t)}: ${speeds.join(', ')}${density === undefined ? '' : `, density ${significant(density)}`}`;
      },
    },
    'pairs': {
      hint: 'Point at the figure: the pairs of noise and data whose paths pass there are drawn, and the mean of their velocities.',
      keys: 'Enter draws more pairs, Escape begins anew.',
      tell(reading) {
        if (!reading.known) return reading.why === 'guidance' ? 'A guided velocity is the mean of no pairs: it lies beyond them.' : reading.why === 'coupling' ? 'Which pairs pass here is known of coupling="independent" alone.' : 'Which pairs of straightened paths pass here is not known.';
        const { x, t, v, learned, kind, count, mean, standardErrors, effective, parts, isOnPath } = reading;
        const here = at(x, t);
        const own = learned ? `; the network says ${vector(learned)}` : '';
        if (!isOnPath) return `${here}: no pair passes here, for the data are points without spread${own}.`;
        if (kind === 'all') return `${here}: v = ${vector(v)} is the weighed mean over ${counted(parts, { one: 'data point', other: 'data points' })}, of which effectively ${amount(effective)} count${own}.`;
        const error = count > 1 ? ` ± ${vector(standardErrors)}` : '';
        return `${here}: ${counted(count, { one: 'drawn pair has', other: 'drawn pairs have' })} the mean velocity ${vector(mean)}${error}, all have v = ${vector(v)}; of ${counted(parts, { one: 'part', other: 'parts' })} of the laws effectively ${amount(effective)} count${own}.`;
      },
    },
    'predictions': {
      hint: 'Point at the figure: what a network may be taught to say there is told by its four names, and how each gives the others.',
      keys: START,
      tell({ x, t, isLearned, values, conversions, isStandardised, isNormal }, ends = DATA_AT_1) {
        const symbols = symbolsOf(ends);
        const long = { data: `data ${symbols.data}`, noise: `noise ${symbols.noise}`, velocity: 'velocity v', score: 'score' };
        const told = PREDICTIONS.flatMap((name) => (values[name] ? [`${long[name]} = ${vector(values[name])}`] : []));
        const divided = conversions.filter(({ by }) => !by).map(({ from, to }) => `${symbols[to]} from ${symbols[from]}`);
        return [
          `${at(x, t)}${isLearned ? ', by the network' : ''}: ${told.join(', ')}.`,
          `${isStandardised ? 'In standard units ' : ''}${equations(conversions, symbols, number)}.`,
          divided.length > 0 ? `Not ${or(divided)}: that would divide by zero.` : '',
          isNormal ? '' : 'From this source the score follows from none of them: it is not standard normal.',
        ].filter(Boolean).join(' ');
      },
    },
    'average-velocity': {
      hint: 'Point at the figure: one step by the average velocity from there is drawn beside one Euler step.',
      keys: START,
      tell(reading) {
        const { x, s, t, known } = reading;
        const here = `x = ${vector(x)}, s = ${number(s, 2)}, t = ${number(t, 2)}: `;
        if (!known) return `${here}many paths have met in this point, and none can be told from it.`;
        const { isLearned, u, v, end, step, eulerEnd, miss } = reading;
        if (s === t) return `${here}over no time the average is the velocity, u = v = ${vector(v)}.`;
        if (step) return `${here}u = ${vector(u)} is the average velocity from s to t that the network has learned, v = u(x, s, s) = ${vector(v)} the velocity at s. One step by u ends at ${vector(step.end)}, the flow of v at ${vector(end)}: ${vector(step.miss)} apart; one Euler step ends at ${vector(eulerEnd)}, ${vector(miss)} beside the flow.`;
        return `${here}${isLearned ? 'by the network, ' : ''}u = ${vector(u)} is the average velocity from s to t, v = ${vector(v)} the one at s. One step by u ends at ${vector(end)}, as the flow does; one Euler step at ${vector(eulerEnd)}, ${vector(miss)} beside it.`;
      },
    },
    'likelihood': {
      hint: 'Point at the figure: the log density of the data there, followed back to the source, is told here.',
      keys: 'The point is followed back to the source.',
      tell({ x, t, entries, closed }, { source, data } = DATA_AT_1) {
        const time = t === data ? number(data) : number(t, 2);
        // The time that is told runs from the data to the source, or back.
        const sign = data === 0 ? '+' : '−';
        const told = entries.map((entry) => {
          const name = entry.model === 'learned' ? 'learned: ' : '';
          if (!entry.known) return `${name}${entry.why === 'points' ? 'the law ends in points, which have no density' : 'the way back cannot be followed'}`;
          const { logSource, integral, spread, logDensity } = entry;
          const divergence = integral < 0 ? `(${number(integral, 3)})` : number(integral, 3);
          const estimate = x.length === 1 ? '' : `, where Hutchinson’s estimate by one vector of signs gives ∫ div v = ${number(integral, 3)} ± ${number(spread, 3)}`;
          return `${name}log p_${time}(x) = log p_${source}(x_${source}) ${sign} ∫ div v = ${number(logSource, 3)} ${sign} ${divergence} = ${number(logDensity, 3)}${estimate}`;
        });
        return `x = ${vector(x)}: ${told.join('; ')}${closed === undefined ? '' : `; in closed form log p_${time}(x) = ${number(closed, 3)}`}.`;
      },
    },
    'continuity': {
      hint: 'Mass in the box and what flows through its sides are told here.',
      keys: 'The box moves along; plus and minus change its size, Escape puts it back.',
      tell({ t, lower, hasArea, isOutside, laws, cloud }) {
        if (!hasArea) return `The box has no ${lower.length === 1 ? 'length' : 'area'}: draw one by a drag, or enlarge it by the plus key. Nothing is inside, and nothing flows.`;
        const sides = lower.length === 1 ? ['below', 'above'] : ['left', 'right', 'bottom', 'top'];
        const through = (outward: readonly number[], digits: number): string => outward.map((flux, side) => `${sides[side]} ${number(flux, digits)}`).join(', ');
        const told = laws.map((law) => {
          const name = law.model === 'learned' ? 'Learned field' : 'Exact law';
          if (!law.known) return `${name}: ${law.why === 'points' ? 'it ends in points or lines without width, and what goes through a side there has no rate' : 'its own law is known by its cloud alone'}.`;
          const out = law.outward.reduce((sum, flux) => sum + flux, 0);
          return `${name}: mass ${number(law.mass, 4)}, changing by ${number(law.rate, 4)} per unit of t; out through ${through(law.outward, 4)}, in all ${number(out, 4)}; change and outflow add to ${significant(law.rate + out)}.`;
        });
        return `t = ${number(t, 2)}${isOutside ? ', outside of the figure' : ''}. ${told.join(' ')} Cloud${cloud.model === 'learned' ? ' of the learned field' : ''}: ${number(cloud.inside)} of ${number(cloud.count)} points, ${number(cloud.mass, 3)} ± ${number(cloud.massError, 3)}, changing by ${number(cloud.rate, 2)} ± ${number(cloud.rateError, 2)}; out through ${through(cloud.outward, 2)}.`;
      },
    },
  };
};
