import {
  affordableDivergence, ArgumentError, createRandom, encode, fitMixtureInPieces, isDivergenceEstimated, isPointLaw, lawsOf, logLikelihood, mixtureLogDensity, principalAxesInPieces, probabilisticPcaInPieces, sampleMixture, tiltedLaw, velocityField, wasserstein,
  type ExactModel, type GuidedModel, type InPieces, type Mixture, type Points, type PrincipalAxes, type Random, type VelocityModel,
} from '../math/index.ts';
import { integrateTask } from './integrate-task.ts';
import type { EncodedPictures, EncodePicturesRequest, Fit, FitLawRequest, FitRequest, PrincipalAxesRequest } from './probe-protocol.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';

/** The streams of random numbers that a law's data, its start, and the two clouds of a fit are drawn from; pairs and plans have others. */
const STREAMS = { data: 111, start: 112, heldOut: 113, samples: 114, others: 115, directions: 116 };
/** Draws of the data that a law is fitted to, by which a fit is told, and those of them whose density is followed where its divergence is estimated. */
const COUNT = { data: 2000, fit: 512, estimated: 32 };
/** Points whose way back is followed in one piece. */
const POINTS_IN_A_PIECE = 8;
/** Runge-Kutta steps, there and back: what a fit tells of distances has three digits, of log densities two decimals. */
const STEPS = { samples: 24, density: 12 };

/** The law that an exact model is about: where it leads, and of guidance the tilted law, which is what it is taken for. */
const lawOf = (exact: ExactModel): Mixture => lawsOf(exact)?.target ?? tiltedLaw(exact as GuidedModel);

/** A law without a flow: fitted to draws of the data, or the law of the data itself. */
export const fitLawTask: CallTask<FitLawRequest, { readonly law: Mixture }> = async ({ model, generator, seed }, yieldNow) => {
  const target = lawOf(model);
  if (generator.kind === 'law') return { law: target };
  const data = sampleMixture(target, COUNT.data, createRandom(seed, STREAMS.data));
  const { components } = generator;
  const work: InPieces<{ readonly law: Mixture }> = generator.kind === 'ppca' ? probabilisticPcaInPieces(data, components) : fitMixtureInPieces(data, { components }, createRandom(seed, STREAMS.start));
  const found = await inSlices(work, yieldNow);
  return found && { law: found.law };
};

/** How near a model comes to the law of the data. */
export const fitTask: CallTask<FitRequest, Fit> = async ({ model, exact, source, seed }, yieldNow, evaluators) => {
  const target = lawOf(exact);
  const draw = (law: Mixture, stream: number): Points => sampleMixture(law, COUNT.fit, createRandom(seed, stream));
  const [heldOut, others] = [draw(target, STREAMS.heldOut), draw(target, STREAMS.others)];
  const own = lawsOf(model)?.target;
  const start = draw(own ?? source, STREAMS.samples);
  const way = own ? undefined : await integrateTask({ model, start, solver: 'rk4', steps: STEPS.samples }, yieldNow, evaluators);
  if (!own && !way) return undefined;
  const samples = way ? { ...start, coordinates: way.positions.slice(-start.coordinates.length) } : start;
  const distances: Pick<Fit, 'distance' | 'noise'> = { distance: wasserstein(samples, heldOut), noise: wasserstein(others, heldOut) };
  if (isPointLaw(target)) return { count: COUNT.fit, ...distances };
  // All laws of so many axes are told of the same draws, also those whose densities cost nothing.
  const followed = isDivergenceEstimated(model) ? firstOf(heldOut, COUNT.estimated) : heldOut;
  const logDensity = own ? meanLogDensity(own, followed) : await inSlices(carriedLogDensity(model, source, followed, createRandom(seed, STREAMS.directions)), yieldNow);
  return logDensity === undefined ? undefined : { count: COUNT.fit, ...distances, logDensity, best: meanLogDensity(target, followed) };
};

const firstOf = ({ dimension, coordinates }: Points, count: number): Points => ({ dimension, count, coordinates: coordinates.subarray(0, count * dimension) });

function meanLogDensity(law: Mixture, points: Points): number {
  const out = new Float64Array(points.count);
  mixtureLogDensity(law)(points.coordinates, out);
  return out.reduce((sum, value) => sum + value, 0) / points.count;
}

/** By the change of variables, of a model whose own law is not known. */
function* carriedLogDensity(model: VelocityModel, source: Mixture, { dimension, count, coordinates }: Points, random: Random): InPieces<number> {
  const [velocity, divergence, sourceLogDensity] = [velocityField(model), affordableDivergence(model, random), mixtureLogDensity(source)];
  let sum = 0;
  for (let i = 0; i < count; i += POINTS_IN_A_PIECE) {
    const piece = Float64Array.from(coordinates.subarray(i * dimension, (i + POINTS_IN_A_PIECE) * dimension));
    const found = logLikelihood(velocity, divergence, sourceLogDensity, { dimension, count: piece.length / dimension, coordinates: piece }, { solver: 'rk4', steps: STEPS.density });
    for (const value of found) sum += value;
    yield;
  }
  return sum / count;
}

export const principalAxesTask: CallTask<PrincipalAxesRequest, PrincipalAxes> = ({ points, count }, yieldNow) => inSlices(principalAxesInPieces(points, count), yieldNow);

/** Where they vary in fewer directions than are asked for, the error says in how many. */
export const encodePicturesTask: CallTask<EncodePicturesRequest, EncodedPictures> = async ({ shades, pixels, count }, yieldNow) => {
  if (pixels < 1 || shades.length === 0 || shades.length % pixels !== 0) throw new ArgumentError('shades', `must be whole pictures of ${pixels} pixels, not ${shades.length} numbers`);
  const points = { dimension: pixels, count: shades.length / pixels, coordinates: Float64Array.from(shades, (shade) => shade / 255) };
  const axes = await inSlices(principalAxesInPieces(points, count), yieldNow);
  return axes && { axes, code: encode(axes, points) };
};
