import { layerOf } from '../../src/figures/index.ts';
import { isStill, PROBLEM, type Flow } from '../../src/streams/index.ts';
import type { Compared, Comparison } from '../shared/compared.ts';
import { addStyles } from '../shared/later-styles.ts';
import type { Problem } from '../shared/problem.ts';
import { readComparison, wrong, type Comparison as Asked, type Variant } from './comparison-values.ts';
import { Overlay } from './overlay.ts';
import { SideBySide } from './side-by-side.ts';
import { STYLES } from './styles.ts';

export type { ComparisonSaying } from './sentences.ts';
export type { ComparisonWords } from './words.ts';

/**
 * Show variants of a figure. What is wrong with what was asked for is reported, and there is none then.
 *
 * @param text  of the attribute `compare`
 * @param flow  the figure's, as it shows it
 */
export function compare(text: string, flow: Flow, compared: Compared): Comparison | undefined {
  const asked = readComparison(text, compared);
  const problem = 'code' in asked ? asked : networkProblem(asked, flow, compared);
  if ('code' in asked || problem) {
    compared.problems.report(problem!);
    return undefined;
  }
  compared.onNotes(asked.notes);
  addStyles(compared.root, STYLES);
  return new (compared.isOverlay ? Overlay : SideBySide)(areOfLaws(compared) ? asked : learning(asked, flow), flow, compared);
}

/** Layers of laws and their coupling alone show no network. */
function areOfLaws({ given: { layers } }: Compared): boolean {
  const named = (Array.isArray(layers) ? layers : []) as readonly string[];
  return named.length > 0 && named.every((layer) => layerOf(layer)?.isOfLaws);
}

/** Parameters of a flow that its exact field has as well: the problem's, but how ends are coupled. */
const OF_EXACT: ReadonlySet<string> = new Set(Object.keys(PROBLEM).filter((name) => name !== 'coupling' && name !== 'epsilon'));

/**
 * What a network alone can show, as the field of a coupling or what comes of other steps of training, is shown of networks in all variants alike. A
 * flow with a trainer shows its network anyway.
 */
function learning(asked: Asked, { parameters }: Flow): Asked {
  const needs = ({ ofFlow: { coupling = parameters.coupling, ...others } }: Variant): boolean => coupling !== 'independent' || Object.keys(others).some((name) => !OF_EXACT.has(name));
  if (!asked.variants.some((variant) => Object.keys(variant.ofFlow).length > 0 && needs(variant))) return asked;
  return { ...asked, variants: asked.variants.map((variant) => ({ ...variant, ofFlow: { ...variant.ofFlow, model: 'learned' } })) };
}

/** Variants of a network are all alike in a field that shows none; couplings, with what follows them, have plans that differ. */
function networkProblem({ variants }: Asked, { parameters }: Flow, compared: Compared): Problem | undefined {
  const isOfNetwork = variants.some(({ ofFlow }) => !('coupling' in ofFlow) && Object.keys(ofFlow).some((name) => !OF_EXACT.has(name)));
  if (!isOfNetwork || !('field' in compared.figureRows) || compared.settings(parameters, compared.given).models.some((model) => !isStill(model))) return undefined;
  return { ...wrong({ key: 'compareNetwork', row: variants[0].attribute }), attribute: 'field' };
}
