import { property } from 'lit/decorators.js';
import { combineLatest, map, of, startWith, type Observable, type Subscription } from 'rxjs';
import { lineScene, PLANE_LAYERS, planeScene, spacetimeScene, volumeScene, type Domain, type PlaneLayer, type Scene, type Units } from '../../src/scene/index.ts';
import { CLOUD, type Flow, type FlowParameters, type Laws, type ModelName } from '../../src/streams/index.ts';
import { boxOf, cellsOf, domainOf, endsOf, gridOf, hullOf } from '../shared/domain.ts';
import { VIEW_NAMES, viewProblem, type View } from '../shared/drawable.ts';
import { exactOverLine, exactProblem } from '../shared/exact-field.ts';
import { FmElement } from '../shared/fm-element.ts';
import { listOf, oneOf, words, type Kinds } from '../shared/kinds.ts';
import type { Problem } from '../shared/problem.ts';
import { wayOf } from '../shared/words.ts';

/** How finely a field is computed: the exact one once, a network anew for each snapshot of its training. */
const QUALITY = {
  /** Its density image needs cells about as fine as the noise of the sharpest named set. */
  exact: { columns: 90, maxTimes: 33 },
  /** Smooth, and without a density image. */
  learned: { columns: 28, maxTimes: 9 },
} as const;

/** What all pictures of one pair of laws have in common. */
interface Shared {
  readonly domain: Domain;
  readonly units?: Units;
}

type FieldName = 'exact' | 'learned' | 'both' | 'difference';

const WORDS: Readonly<Record<FieldName, string>> = {
  exact: 'Exact velocity field',
  learned: 'Learned velocity field',
  both: 'Exact and learned velocity fields',
  difference: 'Distance between the learned and the exact velocity',
};

/** What there is where the exact field is not known. */
const INSTEAD = { attribute: 'field', words: 'take field="learned", the network\'s own.' };

/** The flow's cloud carried by a model, the same as a sampler's; undefined until it is there. */
const cloudOf = (flow: Flow, model: ModelName) => flow.cloud({ model }).pipe(startWith(undefined));

/** Arrows along the longest side of a box in space, and of a slab in space and time. */
const ARROWS_ACROSS = { box: 7, slab: 12 } as const;
/** Width over height of the surface. */
const ASPECT_RATIO = 3 / 2;

/**
 * A velocity field v_t(x) at time t, with the cloud that it carries and, for the exact field, its density.
 *
 * @summary The velocity field between two laws, exact or learned.
 * @tag fm-field
 */
export class FmField extends FmElement {
  /**
   * Which field: `exact`, in closed form from the two laws; `learned`, the flow's network, live while it trains; `both`,
   * by their arrows; or `difference`, by how far the network's velocity is from the exact one.
   */
  @property({ useDefault: true }) field: FieldName = 'exact';
  /**
   * `plane`: data of two axes seen along time. `spacetime`: the data over time, two axes of it in 3D with the field on the slab of the
   * time, or one on paper. `volume`: data of three axes in space. What suits the data when absent.
   */
  @property() view?: View;
  /**
   * What is shown, separated by spaces: in the plane `arrows`, `streamlines`, `density`, `contours`, `particles`, all but streamlines
   * when absent; in space and over time `arrows` and `particles`.
   */
  @property({ converter: words }) layers?: readonly PlaneLayer[];

  protected override get kinds(): Kinds {
    return { ...super.kinds, field: oneOf(Object.keys(WORDS)), view: oneOf(VIEW_NAMES), layers: listOf(oneOf(PLANE_LAYERS), 'a list of words') };
  }

  private get fieldName(): FieldName {
    return this.given.field ?? 'exact';
  }

  protected override get pictureProperties(): readonly string[] {
    return ['field', 'view', 'layers'];
  }

  protected override ownParameters(): Partial<FlowParameters> {
    return {};
  }

  protected override watch(flow: Flow, subscriptions: Subscription): void {
    const problem$ = exactProblem(flow, of(this.fieldName !== 'learned'), INSTEAD);
    subscriptions.add(this.watchPictures(flow, problem$, (laws) => this.pictures(flow, laws)));
  }

  private pictures(flow: Flow, laws: Laws): Observable<Scene> {
    const { dimension, units } = laws.target;
    const overTime = dimension === 2 && this.given.view === 'spacetime';
    const domain = dimension === 2 ? domainOf(laws, overTime ? 1 : ASPECT_RATIO) : boxOf(laws);
    const volumeOf = (model: ModelName) => flow.field({ model, grid: gridOf(domain, QUALITY[model].columns), maxTimes: QUALITY[model].maxTimes });
    const shared: Shared = { domain, ...(units && { units }) };
    const { layers } = this.given;
    const inPlane = { ...shared, ...(layers && { layers }) };

    if (dimension === 1) return this.lines(flow, shared);
    if (dimension === 3 || overTime) return this.deep(flow, { ...shared, ends: endsOf(laws) });
    if (this.fieldName === 'exact' || this.fieldName === 'learned') {
      const role = this.fieldName;
      return combineLatest([volumeOf(role), cloudOf(flow, role)]).pipe(
        map(([volume, trajectories]) => planeScene({ ...inPlane, volume, role, ...(trajectories && { trajectories }) })),
      );
    }
    const compare = this.fieldName === 'difference' ? 'difference' : 'arrows';
    return combineLatest([volumeOf('exact'), volumeOf('learned'), cloudOf(flow, 'learned')]).pipe(
      map(([volume, learned, trajectories]) => planeScene({ ...inPlane, volume, learned, compare, ...(trajectories && { trajectories }) })),
    );
  }

  /** One-dimensional data: paths over the exact density, where that is known; the comparisons show the paths of both fields. */
  private lines(flow: Flow, shared: Shared): Observable<Scene> {
    const isLearned = this.fieldName === 'learned';
    const other$ = isLearned || this.fieldName === 'exact' ? of(undefined) : cloudOf(flow, 'learned');
    return combineLatest([exactOverLine(flow, shared.domain), cloudOf(flow, isLearned ? 'learned' : 'exact'), other$]).pipe(
      map(([volume, trajectories, learned]) =>
        lineScene({ ...shared, role: isLearned ? 'learned' : 'exact', ...(volume && { volume }), ...(trajectories && { trajectories }), ...(learned && { learned }) }),
      ),
    );
  }

  /** In space or over time: the field on a coarse lattice, since arrows in front hide those behind, and the cloud that it carries. */
  private deep(flow: Flow, shared: Shared & { readonly ends: readonly [Domain, Domain] }): Observable<Scene> {
    const role = this.fieldName === 'learned' ? 'learned' : 'exact';
    const shows = (layer: PlaneLayer): boolean => !this.given.layers || this.given.layers.includes(layer);
    const [scene, arrowsAcross] = shared.domain.lower.length === 3 ? [volumeScene, ARROWS_ACROSS.box] : [spacetimeScene, ARROWS_ACROSS.slab];
    const common = { ...shared, role, particles: shows('particles') } as const;
    const grid = cellsOf(hullOf(shared.ends), arrowsAcross);
    const volume$ = shows('arrows') ? flow.field({ model: role, grid, maxTimes: QUALITY[role].maxTimes }).pipe(startWith(undefined)) : of(undefined);
    return combineLatest([flow.cloud({ model: role }), volume$]).pipe(
      map(([trajectories, volume]) => scene({ ...common, trajectories, ...(volume && { volume }) })),
    );
  }

  protected override problemWith(laws: Laws): Problem | undefined {
    const { dimension, name } = laws.target;
    const problem = super.problemWith(laws) ?? viewProblem(laws, this.given.view);
    const isDeep = dimension === 3 || (dimension === 2 && this.given.view === 'spacetime');
    if (problem || !isDeep) return problem;
    const why = dimension === 3 ? `"${name}" has 3` : 'view="spacetime" adds time';
    if (this.fieldName === 'both' || this.fieldName === 'difference') {
      return { code: 'dimension', attribute: 'field', message: `"${this.fieldName}" compares fields of one or two dimensions, and ${why}; take exact or learned.` };
    }
    const flat = this.given.layers?.find((layer) => layer !== 'arrows' && layer !== 'particles');
    return flat && { code: 'dimension', attribute: 'layers', message: `"${flat}" is shown of two dimensions, and ${why}; take arrows, particles or both.` };
  }

  protected override nameOf({ parameters }: Flow): string {
    return `${WORDS[this.fieldName]} ${wayOf(parameters)}`;
  }

  protected override describe(t: number, flow: Flow): string {
    return `${this.nameOf(flow)} at t = ${this.format(t, 2)}, with ${this.format(CLOUD.count.default)} points`;
  }
}
