import { combineLatest, distinctUntilChanged, filter, map, of, switchMap, type Observable } from 'rxjs';
import { isPointLaw, type Points, type Trajectories, type UsualNearness } from '../math/index.ts';
import type { Nearest } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import { latestMap } from './latest-map.ts';
import type { Basis } from './models.ts';
import { ofModel, type About, type BasisOf } from './question.ts';
import { askCloud, cloudSpec, isCloudPresent } from './questions.ts';

/** How near a cloud, which is told with it, comes to the data of the flow, those of its condition where there is one; not known where they are a law, or a sample is not finite. */
export type Nearby = { readonly cloud: Trajectories } & (Extract<Nearest, { readonly known: false }> | (Extract<Nearest, { readonly known: true }> & UsualNearness));

/** So many are enough for a mean, and are compared with 10,000 data in a moment. */
const MOST_SAMPLES = 256;

const endOf = ({ dimension, count, positions }: Trajectories): Points => {
  const end = positions.subarray(positions.length - count * dimension);
  const some = Math.min(count, MOST_SAMPLES);
  return { dimension, count: some, coordinates: Float64Array.from(end.subarray(0, some * dimension)) };
};

/** Pictures are points with a little room around each. */
const areData = ({ laws: { target } }: Basis): boolean => target.pictures !== undefined || isPointLaw(target.law);

/** What a network leaves as it is while it is trained is measured once. */
const isUsualAlike = (a: Basis, b: Basis): boolean => a.exact === b.exact && a.fresh === b.fresh && a.seed === b.seed;

const askNearness = (basisOf: BasisOf, compute: Compute) => {
  const cloud = askCloud(basisOf, compute);
  return (spec: Parameters<typeof cloud>[0]): Observable<About<Nearby>> => {
    const nearest$ = cloud(spec).pipe(latestMap(({ basis, answer: ofCloud }) =>
      (areData(basis) ? compute.call('nearness', { model: basis.exact, samples: endOf(ofCloud) }) : of<Nearest>({ known: false })).pipe(map((nearest) => ({ basis, nearest, cloud: ofCloud })))));
    const usual$ = basisOf(spec.model).pipe(
      distinctUntilChanged(isUsualAlike),
      switchMap((basis): Observable<About<UsualNearness>> => {
        const { exact, fresh, seed } = basis;
        const asked$ = areData(basis) ? compute.call('usualNearness', { model: exact, count: Math.min(spec.count, MOST_SAMPLES), seed, ...(fresh && { fresh }) }) : of({});
        return asked$.pipe(map((answer) => ({ basis, answer })));
      }),
    );
    return combineLatest([nearest$, usual$]).pipe(
      filter(([nearest, usual]) => isUsualAlike(nearest.basis, usual.basis)),
      map(([{ basis, nearest, cloud: ofCloud }, { answer: usual }]) => ({ basis, answer: { ...(nearest.known ? { ...usual, ...nearest } : nearest), cloud: ofCloud } })),
    );
  };
};

export const nearness = ofModel(cloudSpec, askNearness, isCloudPresent);
