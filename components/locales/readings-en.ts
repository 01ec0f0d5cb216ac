import type { ProbeName, Reading } from '../../src/figures/index.ts';
import { DATA_AT_1, type Ends, vectorOf } from './equations.ts';
import { probes, type ProbeWords } from './probes-en.ts';
import type { Speech } from './speech.ts';

/** Words about what layers and probes tell. */
export interface ReadingWords {
  readonly probes: ProbeWords;
  /** A sentence for each kind of reading of a layer. @param ends  as the reading has them; our own when absent */
  readonly layers: { readonly [Key in Exclude<Reading['key'], ProbeName | 'text'>]: (reading: Extract<Reading, { readonly key: Key }>, ends?: Ends) => string };
}

const COUPLINGS = { independent: 'independent', ot: 'optimal transport', sinkhorn: 'entropic transport' } as const;

/** In English. */
export const readings = (speech: Speech): ReadingWords => {
  const { number, significant, counted } = speech;
  const vector = vectorOf(number);
  return {
    probes: probes(speech),
    layers: {
      trainingChart(reading) {
        switch (reading.chart) {
          case 'loss': return ['Loss of a batch', reading.floor === undefined ? '' : `exact floor of its mean ${number(reading.floor, 3)}`].join('\n');
          case 'excess': return ['Excess over the floor, E|v_θ − v_t|²', reading.excess === undefined ? '' : significant(reading.excess)].join('\n');
          case 'loss-by-time': return reading.hasFloor ? 'Loss over t\nwhat no network explains, and the error\nerror\nirreducible variance' : 'Loss over t\nits floor is not known';
          case 'w2': return ['Sliced W₂ to the data', reading.distance === undefined ? '' : `${number(reading.distance, 3)}${reading.noise ? `; of data to data ${reading.noise.map((value) => number(value, 3)).join(' to ')}` : ''}`].join('\n');
          case 'straightness': return ['Bend of the paths, E∫|v|²dt − E|x₁ − x₀|²', reading.straightness === undefined ? '' : number(reading.straightness, 3)].join('\n');
          case 'likelihood': return ['Mean log-likelihood of new data', reading.learned === undefined ? '' : `${number(reading.learned, 2)}${reading.target === undefined ? '' : `; under their own law ${number(reading.target, 2)}`}`].join('\n');
          case 'nearest': {
            const { nearest } = reading;
            if (!nearest) return 'Distance to the nearest datum\nof finite data alone';
            return ['Distance to the nearest datum', `${significant(nearest.samples)}${nearest.fresh ? `; of fresh data ${nearest.fresh.map((value) => significant(value)).join(' to ')}` : ''}`].join('\n');
          }
          case 'evaluations': {
            const { errors } = reading;
            if (!errors) return 'Error of Euler’s steps over evaluations';
            const { evaluations, own, exact } = errors;
            const last = own.length - 1;
            const told = `by ${number(evaluations[last])}: ${significant(own[last])}${exact ? `; both flows are ${significant(exact.apart)} apart` : ''}`;
            return ['Error of Euler’s steps over evaluations', told, 'from its own flow', ...(exact ? ['from the exact flow'] : [])].join('\n');
          }
          case 'gradients': {
            const { gradients } = reading;
            if (!gradients) return 'Variance of a batch’s gradient\nof independent pairs alone';
            const { conditionalLoss, marginalLoss, differenceError, floor, cosine } = gradients;
            return `Variance of a batch’s gradient\nL_CFM − L_FM = ${number(conditionalLoss - marginalLoss, 2)} ± ${number(differenceError, 2)}, the floor is ${number(floor, 2)}\n∇L_CFM\n∇L_FM\ncosine of both ${number(cosine, 2)}`;
          }
        }
      },
      floor(reading) {
        if (!reading.known) return reading.why === 'infinite' ? 'The floor of the loss is infinite: the schedule’s rates are, at the data’s end.' : 'In more than three dimensions neighbours tell no floor of pairs that are not independent.';
        const { independent, own, reflowed } = reading;
        const value = ({ mean, standardError }: { mean: number; standardError: number }): string => (mean < 0.1 ? `${significant(mean)} ± ${significant(standardError)}` : `${number(mean, 3)} ± ${number(standardError, 3)}`);
        const ofIndependent = `${value(independent)}, by the exact field`;
        if (!own) {
          return `Floor of the loss, E|U − E[U|X_t]|², coupling independent: ${ofIndependent}.${reflowed ? ` After one reflow by the exact flow: ${value(reflowed)}, measured by ${number(reflowed.pairs ?? 0)} pairs and their neighbours.` : ''}`;
        }
        const name = `${own.coupling}, ${number(own.group)} at a time${own.epsilon === undefined ? '' : `, epsilon ${significant(own.epsilon)}`}`;
        return `Floor of the loss, E|U − E[U|X_t]|², coupling ${name}: ${value(own)}, measured by ${number(own.pairs ?? 0)} pairs and their neighbours; independent ${ofIndependent}.`;
      },
      classes: ({ groups }) => (groups.length === 0 ? 'The data are in no groups, which a column of words would make.' : `Groups of the data: ${groups.map(({ name, count }) => `${name} ${number(count)}`).join(', ')}.`),
      mass: ({ mass }) => `The density, carried from the source by the field, sums to ${number(mass, 2)} over the picture.`,
      crossings({ count, onLine }) {
        const of = counted(count, { one: 'pair', other: 'pairs' });
        if (!onLine) return `Conditional paths of ${of}: where two cross on paper they pass at different times; in space-time the flow’s own paths never cross.`;
        const times = (amount: number): string => (amount === 0 ? 'never' : counted(amount, { one: 'time', other: 'times' }));
        return `The conditional paths of ${of} cross ${times(onLine.pairs)} in (x, t), where dots stand; the flow’s own from the same noise ${times(onLine.flow)}.`;
      },
      fit({ count, distance, noise, logDensity, best }) {
        const density = logDensity === undefined || best === undefined ? '' : `Fresh data have the mean log density ${number(logDensity, 2)} under it, ${number(best, 2)} under their own law; `;
        const samples = `${density ? 'by' : 'By'} ${number(count)} samples its W₂ to the data is ${number(distance, 3)}, where two clouds of the data are ${number(noise, 3)} apart.`;
        return density + samples;
      },
      nearness({ data, near }) {
        if (data === undefined) return 'The data are a law, not points that could be repeated.';
        const of = counted(data, { one: 'datum', other: 'data' });
        if (!near.known) return `Of ${of}: some samples are no numbers.`;
        const { samples, fresh, count } = near;
        const own = `${counted(count, { one: 'sample ends', other: 'samples end' })} on average ${significant(samples)} from the nearest of ${of}`;
        if (!fresh) return `${own}; no fresh data are left to compare with.`;
        const [low, high] = fresh;
        const verdict = samples < low / 2 ? 'the data are repeated' : samples < low ? 'nearer to the data than chance' : samples <= high ? 'as fresh data are' : 'further than fresh data';
        return `${own}, fresh data ${significant(low)} to ${significant(high)}: ${verdict}.`;
      },
      learningStep({ stage, step, pair, batch, t, x0, x1, x, wanted, before, square, squareAfter, loss, lossAfter, learningRate, weights, moved, at }, { source, data } = DATA_AT_1) {
        const here = `Step ${number(step)}, pair ${number(pair)} of ${number(batch)}: `;
        switch (stage) {
          case 'pair': return `${here}t = ${number(t, 2)}, x_${source} = ${vector(x0)} of the source and x_${data} = ${vector(x1)} of the data are drawn.`;
          case 'place': return `${here}at t = ${number(t, 2)} its path is at X_t = ${vector(x)}.`;
          case 'velocity': return `${here}at X_t the network says v_θ = ${vector(before)} (dashed); its target is ${vector(wanted)} (solid). Arrows are as long as the way in ${number(0.2, 1)} of time.`;
          case 'residual': return `${here}|v_θ − target|² = ${significant(square)}; the mean over the batch is the loss, ${number(loss, 3)}.`;
          case 'step': return `Step ${number(step)}, learning rate ${significant(learningRate)}: ${counted(weights, { one: 'weight', other: 'weights' })} moved by a length of ${significant(moved)} against the gradient. On this batch the loss goes from ${number(loss, 3)} to ${number(lossAfter, 3)}, of pair ${number(pair)} from ${significant(square)} to ${significant(squareAfter)}.`;
          case 'field': return `What step ${number(step)} has added to the velocity${at === undefined ? ', upwards or downwards' : ` at t = ${number(at, 2)}`}: far from the batch as well, for all weights have moved.`;
        }
      },
      gallery: ({ count, distance, typical }) =>
        `${counted(count, { one: 'picture', other: 'pictures' })} of as many draws of noise: what they become lies ${number(distance, 2)} from the nearest of the data on average${typical !== undefined ? `, and a picture of the data ${number(typical, 2)} from the nearest other` : ''}, in standard deviations of the axes.`,
      noVelocity: (_, { data } = DATA_AT_1) => `No arrows at t = ${data}: the data are points, and the velocity is not defined there.`,
      likelihoodMap({ entries, shortfall }, { data } = DATA_AT_1) {
        const told = entries.flatMap((entry) => {
          const name = entry.model === 'learned' ? 'The learned density' : `The density p_${data}`;
          if (!entry.known) return [`${name} is nowhere finite: the law of the data ends in points, which have none.`];
          return entry.mass === undefined ? [] : [`${name} sums to ${number(entry.mass, 2)} over the picture.`];
        });
        return [...told, ...(shortfall === undefined ? [] : [`On average over p_${data} the learned one falls ${number(shortfall, 2)} short of the exact one.`])].join(' ');
      },
      expansion({ dimension, t, ratios, unknown }, { data } = DATA_AT_1) {
        const volume = dimension === 1 ? 'Length' : dimension === 2 ? 'Area' : 'Volume';
        const told = ratios.map(({ ratio, jacobian }) => `exp ∫ div v = ${significant(ratio)} (det J ${significant(jacobian)})`);
        const others = unknown.map((why) => (why === 'points' ? `at t = ${data} of points it is none` : 'one path cannot be followed'));
        return `${volume} around each point at t = ${number(t, 2)}, as a part of what it was: ${[...told, ...others].join('; ')}.`;
      },
      marginal(reading) {
        if (!reading.known) return 'The law that a learned field carries is known by its cloud alone, and is compared with nothing.';
        const { t, dimension, count, distance, low, high } = reading;
        const measure = dimension === 1 ? 'W₂' : 'sliced W₂';
        return `t = ${number(t, 1)}: ${measure} from the cloud to draws of p_t is ${number(distance, 3)}; between two such draws of ${counted(count, { one: 'point', other: 'points' })} it is ${number(low, 3)} to ${number(high, 3)}: ${distance <= high ? 'the cloud has that law, as far as so many points can tell' : 'more than chance'}.`;
      },
      scoreUnknown: (reading, { data } = DATA_AT_1) => (reading.why === 'points' ? `No score at t = ${data}: the data are points.` : `The score of a learned field follows from its velocity for a standard normal source alone, and this one is "${reading.source}".`),
      solverErrors(reading, { data } = DATA_AT_1) {
        if (!reading.known) return 'No solver follows this flow as closely as errors would have to be measured.';
        const { isClosed, isNoisy, orders, coarse, own } = reading;
        return [
          `Median distance at t = ${data} from where the flow leads (${isClosed ? 'in closed form' : 'followed within 10⁻¹³'}), over evaluations of the field.`,
          orders.length > 0 ? `Slopes: ${orders.map(({ solver, order }) => `${solver} ${number(-order, 1)}`).join(', ')}.` : '',
          coarse.length > 0 ? `No slope shows yet of ${coarse.join(', ')}: the steps are too coarse for this field.` : '',
          own ? `The dot: ${own.solver}, ${counted(own.evaluations, { one: 'evaluation', other: 'evaluations' })}, error ${significant(own.error)}.` : '',
          isNoisy ? 'Paths with noise have no such error: they end elsewhere, by the same law.' : '',
        ].filter(Boolean).join(' ');
      },
      steps({ count, evaluations, shortest, longest, shortestAt, error, points }) {
        const even = longest - shortest < 1e-9;
        const lengths = even ? `of ${significant(shortest)}` : `from ${significant(shortest)} to ${significant(longest)} long, the shortest at t = ${number(shortestAt, 2)}`;
        const missed = error === undefined || points === undefined ? '' : `; ${points > 1 ? `the median of ${number(points)} points ends` : 'the point ends'} ${significant(error)} from where the flow leads`;
        return `${counted(count, { one: 'step', other: 'steps' })} ${lengths}, ${counted(evaluations, { one: 'evaluation', other: 'evaluations' })} of the field${missed}.`;
      },
      plan({ coupling, count, group, cost, independentCost, optimalCost, entropic, map }) {
        const batch = group === undefined ? '' : `, ${number(group)} at a time`;
        const own = map === undefined
          ? 'What the flow’s own map costs is not known for this coupling.'
          : `The ${map.model === 'learned' ? 'learned flow' : 'flow'}’s own map costs ${number(map.flow, 3)}, the optimal one between the same laws ${number(map.optimal, 3)} (${map.count === undefined ? 'in closed form' : `by ${number(map.count)} points`}).${map.before.length === 0 ? '' : ` Before ${counted(map.before.length, { one: 'round', other: 'rounds' })} of reflow it cost ${map.before.map((before) => number(before, 3)).join(', then ')}.`}${map.bend === undefined ? '' : ` Its paths bend by ${number(map.bend, 3)}, which is E∫|v|²dt − E|x_1 − x_0|² of these points, 0 where all are straight.`}`;
        const missed = 100 * (entropic?.missed ?? 0);
        const off = number(Math.max(missed, 0.1), 1);
        const rounds = entropic && `Epsilon ${significant(entropic.epsilon)}, ${entropic.rounds === undefined ? `Sinkhorn’s rounds settled: masses of all points are right within ${missed < 0.1 ? 'less than ' : ''}${off}%.` : `after ${counted(entropic.rounds, { one: 'round', other: 'rounds' })} of Sinkhorn’s: masses of points of the data are right, those of points of the source off by ${missed < 0.1 ? 'less than' : 'up to'} ${off}%.`} `;
        return `${rounds ?? ''}Mean |x_1 − x_0|² over ${number(count)} pairs: ${COUPLINGS[coupling]}${batch} ${number(cost, 3)}${coupling === 'independent' && group === undefined ? '' : `, independent ${number(independentCost, 3)}`}, optimal ${number(optimalCost, 3)}. ${own}`;
      },
    },
  };
};
