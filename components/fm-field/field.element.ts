import type { PropertyDeclaration } from 'lit';
import { VIEWS, type FigureSettings, type ViewName } from '../../src/figures/index.ts';
import { CLOUD, defaultsOf, rows, type Flow, type FlowParameters, type Laws, type ModelName, type Rows } from '../../src/streams/index.ts';
import { FigureElement } from '../shared/figure-element.ts';
import type { Problem } from '../shared/problem.ts';
import { own, propertiesOf, type Properties } from '../shared/properties.ts';
import { wayOf } from '../shared/way.ts';

type FieldName = 'exact' | 'learned' | 'both' | 'difference' | 'conditional';

/** Whose velocities are shown. */
const MODELS: Readonly<Record<Exclude<FieldName, 'conditional'>, readonly ModelName[]>> = {
  exact: ['exact'],
  learned: ['learned'],
  both: ['exact', 'learned'],
  difference: ['exact', 'learned'],
};

/** A network's density is carried along its field, which takes seconds: it is drawn where an author asks for it. */
const LEARNED_LAYERS: readonly string[] = ['arrows', 'particles'];
/** Beside the cloud, where two fields are compared by their distance: the contours say where it matters. */
const DIFFERENCE_LAYERS: readonly string[] = ['difference', 'contours', 'particles'];

const FIELD = {
  field: own(rows.word<FieldName>(
    'field',
    'which field: `exact`, in closed form from the two laws; `learned`, the flow’s network, live while it trains; `both`, by their arrows; `difference`, by how far the network’s velocity is from the exact one; or `conditional`, the exact one towards some draws of the data alone',
    ['exact', 'learned', 'both', 'difference', 'conditional'],
  )),
  draws: own(rows.number('draws', 'of `field="conditional"`, draws of the data towards which the field leads', { default: 1, low: 1, high: 10_000, isWhole: true })),
};

const COMPARES_FIELDS = /^\s*field\s*:/;

/** What else Lit is told of a property. */
type Asked = [options?: PropertyDeclaration, useNewValue?: boolean, newValue?: unknown];

export interface FmField extends Properties<typeof FIELD> {}

/**
 * A velocity field v_t(x) at time t, with the cloud that it carries and its density.
 *
 * @summary The velocity field between two laws, exact or learned.
 * @tag fm-field
 * @fires fm-answer - the reader has answered what `ask` asks; detail: what was asked and where, the answer, the truth and the score (`Answer`)
 */
export class FmField extends FigureElement {
  static override readonly rows: Rows = { ...FigureElement.rows, ...FIELD };
  static override properties = propertiesOf(FIELD);

  protected override get pictureProperties(): readonly string[] {
    return [...super.pictureProperties, ...Object.keys(FIELD)];
  }

  protected override readonly usualView = 'plane';
  /** Whether somebody has said which field, be it the default. */
  private isFieldAsked = false;

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name !== FIELD.field.attribute || value !== null) return;
    this.isFieldAsked = false;
    super.requestUpdate('field');
  }

  override requestUpdate(name?: PropertyKey, before?: unknown, ...rest: Asked): void {
    const isFirst = name === 'field' && !this.isFieldAsked;
    if (isFirst) this.isFieldAsked = true;
    // The default in the place of itself is no change to Lit.
    super.requestUpdate(name, isFirst ? undefined : before, ...rest);
  }

  protected override usualLayers(view: ViewName, given: Partial<this>): readonly string[] {
    const field = this.fieldOf(given);
    if (field === 'difference' && view !== 'line') return DIFFERENCE_LAYERS;
    return field === 'learned' && view === 'plane' ? LEARNED_LAYERS : VIEWS[view].usual.field;
  }

  protected override readonly instead = 'learned';

  protected override settings(_: FlowParameters, given: Partial<this>): FigureSettings {
    const field = this.fieldOf(given);
    return { models: field === 'conditional' ? [`conditional-${given.draws ?? 1}`] : MODELS[field], cloud: defaultsOf(CLOUD) };
  }

  protected override unfit(laws: Laws, given: Partial<this>): Problem | undefined {
    return super.unfit(laws, given) ?? this.differenceProblem(laws, given);
  }

  /** Who asks for a checkpoint, and not for a field, is shown the network's. */
  private fieldOf({ field = 'exact', checkpoint, compare = '' }: Partial<this>): FieldName {
    const isAsked = this.isFieldAsked || COMPARES_FIELDS.test(compare);
    return field === 'exact' && checkpoint !== undefined && !isAsked ? 'learned' : field;
  }

  private differenceProblem(laws: Laws, given: Partial<this>): Problem | undefined {
    if (this.fieldOf(given) !== 'difference' || given.layers || VIEWS[this.viewOf(laws, given)].traits.depth === 'flat') return undefined;
    return { code: 'dimension', attribute: 'field', saying: { key: 'deepDifference', name: laws.target.name } };
  }

  protected override nameOf({ parameters }: Flow): string {
    return this.words.field.name(this.fieldOf(this.given), wayOf(parameters, this.given.generator));
  }

  protected override pictured(t: number, { parameters }: Flow, given: Partial<this>): string {
    return this.words.field.picture(this.fieldOf(given), wayOf(parameters, given.generator), t, CLOUD.count.default);
  }
}
