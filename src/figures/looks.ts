import { operator, toldRate, toldTime, variable, velocityFormula, type ArrowsMark, type Convention, type Formula, type StrokesMark } from '../scene/index.ts';
import { isStill, type ModelName } from '../streams/index.ts';

/** How a model's arrows and paths look, and what its velocity is called. */
export interface ModelLook {
  readonly arrows: Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'>;
  readonly paths: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx' | 'dashPx'>;
  /** @param convention  of the time that is told */
  formula(convention: Convention | undefined): Formula;
}

/** Arrows alone are ink, like the page's own drawings; a learned field always shows that it is one. */
const exact: ModelLook = {
  arrows: { color: 'ink', shape: 'solid', opacity: 0.62, widthPx: 1.4 },
  paths: { color: 'ink', opacity: 0.6, widthPx: 1.2 },
  formula: (convention) => toldRate(velocityFormula('exact'), convention),
};
const learned: ModelLook = {
  arrows: { color: 'learned', shape: 'dashed', opacity: 0.9, widthPx: 1.4 },
  paths: { color: 'learned', opacity: 0.95, widthPx: 1.4, dashPx: [5, 3] },
  formula: (convention) => toldRate(velocityFormula('learned'), convention),
};
const conditional: ModelLook = {
  ...exact,
  formula: (convention) => toldRate([variable('v', 't'), operator('('), variable('x'), operator('|'), variable('x', toldTime(1, convention)), operator(')')], convention),
};

/** @param model  as questions of a flow name it */
export const lookOf = (model: ModelName): ModelLook => (model === 'exact' ? exact : isStill(model) ? conditional : learned);

/** Of each model in one figure: where two are told apart each has the colour of its role. */
export const looksOf = (models: readonly ModelName[]): readonly ModelLook[] => (models.length > 1 ? models.map((model) => besides(lookOf(model))) : models.map(lookOf));

const besides = ({ arrows, ...look }: ModelLook): ModelLook =>
  arrows.shape === 'solid' ? { ...look, arrows: { ...arrows, color: 'exact', opacity: 0.9, widthPx: 1.6 } } : { ...look, arrows: { ...arrows, opacity: 1, widthPx: 1.5 } };
