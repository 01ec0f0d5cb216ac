import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { changePlaces, learningStep, type Reading } from '../../src/figures/index.ts';
import type { Place } from '../../src/math/index.ts';
import { slowMotion, STAGES, type SlowMoment } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind } from './probed.ts';

type Told = Extract<Reading, { readonly key: 'learningStep' }>;

describe.each(['two-gaussians', 'moons', 'torus'])('of %s', (target) => {
  test.each([1, 16])('a batch of %i: each stage is drawn with what it tells, of the pair at the cross', async (batch) => {
    const { flow } = createJoinedFlow({ target, batch });
    const { explained } = (await firstValueFrom(slowMotion(flow.training, () => changePlaces(flow.laws)).moment$.pipe(filter((moment) => moment !== undefined))));
    const moment$ = new BehaviorSubject<SlowMoment | undefined>({ explained, stage: 'pair' });
    const cross$ = new BehaviorSubject<Place | undefined>(undefined);
    const scene = await firstValueFrom(learningStep(flow, flow.laws, moment$, cross$));
    const watching = learningStep(flow, flow.laws, moment$, cross$).subscribe();
    const { dimension } = flow.laws.target;
    for (const stage of STAGES) {
      moment$.next({ explained, stage });
      const shown = await firstValueFrom(learningStep(flow, flow.laws, moment$, cross$));
      const marks = marksOf(shown, 0.5);
      const [told] = shown.readings as Told[];
      expect(told).toMatchObject({ key: 'learningStep', stage, step: 1, pair: 1, batch });
      told.x.forEach((value, k) => expect(value).toBeCloseTo(told.t * told.x1[k] + (1 - told.t) * told.x0[k], 6));
      told.wanted.forEach((value, k) => expect(value).toBeCloseTo(told.x1[k] - told.x0[k], 4));
      expect(told.square).toBeCloseTo(told.before.reduce((sum, value, k) => sum + (value - told.wanted[k]) ** 2, 0), 4);
      const arrows = ofKind(marks, 'arrows').filter(({ count }) => count > 0);
      expect(arrows.length > 0).toBe(STAGES.indexOf(stage) >= 2);
      for (const { positions, vectors, count } of arrows) expect([...positions.subarray(0, 3 * count), ...vectors.subarray(0, 3 * count)].every(Number.isFinite)).toBe(true);
      expect('at' in told).toBe(stage === 'field' && dimension > 1);
    }
    const last = (batch - 1) * dimension;
    cross$.next({ x: [...explained.x.subarray(last, last + dimension)], t: explained.t[batch - 1] });
    const [told] = (await firstValueFrom(learningStep(flow, flow.laws, moment$, cross$))).readings as Told[];
    expect(told.pair).toBe(batch);
    expect(scene.depth).toBe(dimension === 3 ? 'deep' : 'flat');
    watching.unsubscribe();
  });
});
