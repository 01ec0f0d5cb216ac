import { ArgumentError } from '../argument-error.ts';
import type { MixtureModel, ModelOf, VelocityModel } from './types.ts';

/** What a page has to know of a kind of model; how it is evaluated stands in `fields.ts`, which a page leaves to its worker. */
interface Traits<Model extends VelocityModel> {
  /** Of the points that it moves. */
  dimension(model: Model): number;
  /** Whether it changes while it is shown, as a network in training does. */
  readonly isLive: boolean;
  /** The laws whose independent pairs it is the mean velocity of, where it is that of some: then its own law is known at all times. */
  laws(model: Model): MixtureModel | undefined;
}

const TRAITS: { readonly [Kind in VelocityModel['kind']]: Traits<ModelOf<Kind>> } = {
  mixture: { dimension: ({ source }) => source.dimension, isLive: false, laws: (model) => model },
  guided: { dimension: ({ all }) => all.source.dimension, isLive: false, laws: () => undefined },
  mlp: { dimension: ({ dimension }) => dimension, isLive: true, laws: () => undefined },
};

/** The row of a model's kind in a table of kinds. @throws ArgumentError when it is not there */
export function rowOf<Row>(table: { readonly [Kind in VelocityModel['kind']]?: Row }, { kind }: VelocityModel): Row {
  if (!Object.hasOwn(table, kind)) throw new ArgumentError('model.kind', `must be ${Object.keys(table).join(' or ')}, not "${String(kind)}"`);
  return table[kind]!;
}

/** Dimension of the points that a model moves. @throws ArgumentError for a kind that does not exist */
export const modelDimension = (model: VelocityModel): number => traitsOf(model).dimension(model);

/** Whether a model changes while it is shown: the next snapshot is the finer picture. @throws ArgumentError for a kind that does not exist */
export const isLive = (model: VelocityModel): boolean => traitsOf(model).isLive;

/** The laws whose independent pairs a model is the mean velocity of; undefined of one that is that of none. @throws ArgumentError for a kind that does not exist */
export const lawsOf = (model: VelocityModel): MixtureModel | undefined => traitsOf(model).laws(model);

/** Whether a model is the mean velocity of all pairs of two laws. @throws ArgumentError for a kind that does not exist */
export const isBetweenLaws = (model: VelocityModel): boolean => lawsOf(model) !== undefined;

/** A row takes models of its own kind, and is only ever given those. */
const traitsOf = (model: VelocityModel): Traits<VelocityModel> => rowOf(TRAITS as Record<VelocityModel['kind'], Traits<VelocityModel>>, model);
