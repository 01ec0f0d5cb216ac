import { describe, expect, test } from 'vitest';
import { wordsFor, loadWords, tell } from '../../components/locales/index.ts';
import { retold } from '../../components/locales/retold.ts';
import type { Reading } from '../../src/figures/index.ts';
import type { ProbeName } from '../../src/figures/index.ts';
import { probed } from '../figures/probed.ts';
import { samples } from './samples.ts';

type Told = Exclude<Reading, { readonly key: 'text' }>;
type Of<Key extends Told['key']> = Extract<Told, { readonly key: Key }>;

const { probes, layers } = samples.readings;
const all = [...Object.values(probes).map(({ tell: tries }) => tries), ...Object.values(layers)].flatMap((tries) => tries.map(([reading]) => reading));
const place = { x: [0.4, -0.3], t: 0.35 };

/** What a probe tells at a place, in our time and in the other. */
async function both<Key extends Told['key']>(probe: ProbeName): Promise<readonly [Of<Key>, Of<Key>]> {
  const { reading } = await probed(place, {}, { probe });
  return [reading as Of<Key>, retold(reading as Told) as Of<Key>];
}

describe('where the data are told to be at t = 0', () => {
  test('what is told twice over is what was told first', () => {
    expect(all.length).toBeGreaterThan(20);
    for (const reading of all) {
      const twice = retold(retold(reading));
      for (const [name, value] of Object.entries(reading)) {
        if (typeof value === 'number') expect(twice[name as keyof Told], `${reading.key} ${name}`).toBeCloseTo(value, 12);
        else expect(twice[name as keyof Told], `${reading.key} ${name}`).toEqual(value);
      }
    }
  });

  test('the velocity is dx/dt of the time that is told, and the place and the density stay', async () => {
    const [ours, other] = await both<'point'>('point');
    expect(other.t).toBeCloseTo(0.65, 12);
    expect(other.velocities[0].v).toEqual(ours.velocities[0].v!.map((value) => -value));
    expect([other.x, other.density]).toEqual([ours.x, ours.density]);
  });

  test('each prediction still gives the others by its equation', async () => {
    const [, { x, values, conversions }] = await both<'predictions'>('predictions');
    expect(conversions.filter(({ by }) => by)).toHaveLength(12);
    for (const { from, to, by } of conversions) values[to]!.forEach((value, k) => expect(by!.place * x[k] + by!.given * values[from]![k], `${to} from ${from}`).toBeCloseTo(value, 9));
  });

  test('one step by the average velocity, over the time that is told, ends where the flow does', async () => {
    const [ours, other] = await both<'average-velocity'>('average-velocity');
    expect([other.s, other.t]).toEqual([0.65, 0]);
    if (!other.known || !ours.known) throw new Error('not known');
    other.end.forEach((value, k) => expect(other.x[k] + (other.t - other.s) * other.u[k]).toBeCloseTo(value, 6));
    expect(other.eulerEnd).toEqual(ours.eulerEnd);
  });

  test('the log density is that of the source and the integral of the divergence from the data to it', async () => {
    const [ours, other] = await both<'likelihood'>('likelihood');
    const [entry] = other.entries;
    if (!entry.known) throw new Error('not known');
    expect(entry.logSource + entry.integral).toBeCloseTo(entry.logDensity, 12);
    expect(other.closed).toBe(ours.closed);
  });

  test('mass still changes by what flows through the sides', async () => {
    const [ours, other] = await both<'continuity'>('continuity');
    const [[law], [before]] = [other.laws, ours.laws];
    if (!law.known || !before.known) throw new Error('not known');
    expect([law.mass, law.rate]).toEqual([before.mass, -before.rate]);
    expect(Math.abs(law.rate + law.outward.reduce((sum, flux) => sum + flux, 0))).toBeLessThan(1e-6);
  });

  test.each([
    ['en', 'x = (0.50, −1.00), t = 0.75: v = (−1.25, −0.50), learned v = (−1.20, −0.40), density 0.125', 'log p_0(x) = log p_1(x_1) + ∫ div v = −2.100 + (−1.350) = −3.450', 'data x̂₀ = (1.00, 2.00), noise x̂₁ = (0.00, 1.00), velocity v = (−1.00, −1.00)'],
    ['fr', 'x = (0,50\u202f; −1,00), t = 0,75\u00a0: v = (−1,25\u202f; −0,50), v apprise = (−1,20\u202f; −0,40), densité 0,125', 'log p_0(x) = log p_1(x_1) + ∫ div v = −2,100 + (−1,350) = −3,450', 'donnée x̂₀ = (1,00\u202f; 2,00), bruit x̂₁ = (0,00\u202f; 1,00), vitesse v = (−1,00\u202f; −1,00)'],
  ])('sentences in "%s" call the ends and their laws by the times at which they are told to be', async (language, point, likelihood, predictions) => {
    await loadWords(language);
    const words = wordsFor(language)!;
    const said = async (reading: Told): Promise<string> => {
      let isHere = (): void => undefined;
      const here = new Promise<void>((resolve) => (isHere = resolve));
      const text = tell(words, reading, 'data-at-0', isHere);
      if (text) return text;
      await here;
      return tell(words, reading, 'data-at-0', isHere);
    };
    const first = (key: 'point' | 'likelihood' | 'predictions'): Told => probes[key].tell[0][0];
    expect(await said(first('point'))).toBe(point);
    expect(await said(first('likelihood'))).toContain(likelihood);
    expect(await said(first('predictions'))).toContain(predictions);
    expect(await said({ key: 'noVelocity' })).toContain('t = 0');
    expect(tell(words, first('point'), 'data-at-1', () => undefined)).not.toBe(point);
  });
});
