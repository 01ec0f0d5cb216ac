import { expect, fixture, html } from '@open-wc/testing';
import type { FmSampler } from 'fm-elements';
import 'fm-elements';
import { layerNames, layerOf, PROBE_NAMES, PROBES, VIEWS } from 'fm-elements/figures';
import { createFigure, readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

/** What each layer tells on a line beside its picture; nothing where it is undefined. */
const LAYERS: Readonly<Record<string, RegExp | undefined>> = {
  arrows: undefined, density: undefined, paths: undefined, particles: undefined, points: undefined, difference: undefined, score: undefined,
  pairs: /conditional paths of 30 pairs cross .* time/i,
  patch: /Length around each point at t = 0.60.*exp ∫ div v = /,
  likelihood: /^The density p_1 sums to 1.00 over the picture/,
  marginal: /^t = 0.6: W₂ from the cloud to draws of p_t is 0\.\d+/,
  steps: /steps? of .* evaluations? of the field/,
  plan: /Mean \|x_1 − x_0\|² over 96 pairs/,
};
const PROBED: Readonly<Record<string, RegExp>> = {
  'point': /x = 0.50, t = 0.60: v = .*, density /,
  'pairs': /x = 0.50, t = 0.60: 30 drawn pairs have the mean velocity/,
  'predictions': /x = 0.50, t = 0.60: data x̂₁ = .*noise x̂₀ = .*velocity v = .*score = /,
  'average-velocity': /x = 0.50, s = 0.60, t = 1.00: u = /,
  'likelihood': /x = 0.50: log p_0.60\(x\) = log p_0\(x_0\) − ∫ div v/,
  'continuity': /^t = 0.60.*Exact law: mass .*out through below .*, above /,
};

const field = (attributes: { layers?: string; probe?: string; field?: string }): ReturnType<typeof html> => html`<fm-field
  target="two-gaussians" t="0.6" points="0.5 @ 0.6" lang="en" field=${attributes.field ?? 'exact'} .layers=${attributes.layers ? [attributes.layers] : undefined} .probe=${attributes.probe}></fm-field>`;

/** Marks of a picture, but for what stands there whatever is shown. */
const marksOf = (figure: Figure): number => (figure.toSvg()?.match(/<(?:path|circle|image|line|polyline|use|rect)\b/g) ?? []).length;

describe('On a line', () => {
  it('there is a sentence for each layer and probe that has a place there', () => {
    const { traits } = VIEWS.line;
    const suiting = layerNames().filter((name) => layerOf(name)!.suits(traits) && !('chart' in layerOf(name)!));
    // A page may have registered a ring; a fit is told alone, and nothing is drawn of it; of these data there are neither classes, pictures nor points to be near to.
    const elsewhere = ['ring', 'fit', 'classes', 'nearest', 'gallery'];
    expect(Object.keys(LAYERS).sort()).to.deep.equal(suiting.filter((name) => !elsewhere.includes(name)).sort());
    expect(Object.keys(PROBED).sort()).to.deep.equal(PROBE_NAMES.filter((name) => PROBES[name].suits(traits)).sort());
  });

  for (const [layer, says] of Object.entries(LAYERS)) {
    it(`the layer ${layer} draws something${says ? ' and tells it' : ''}`, async () => {
      const figure = await createFigure(field({ layers: layer, ...(layer === 'difference' && { field: 'both' }) }));
      // Of points that are not chosen nothing is drawn.
      const bare = await createFigure(html`<fm-field target="two-gaussians" t="0.6" layers="points"></fm-field>`);
      await waitUntil(() => marksOf(figure) > marksOf(bare), 'nothing is drawn');
      if (says) await waitUntil(() => says.test(readingOf(figure)), undefined).catch(() => expect.fail(`tells: ${readingOf(figure)}`));
      expect(`${readingOf(figure)} ${figure.toSvg()!}`).not.to.match(/\bNaN\b|Infinity|undefined/);
    });
  }

  for (const [probe, says] of Object.entries(PROBED)) {
    it(`the probe ${probe} draws something and tells it`, async () => {
      const figure = await createFigure(field({ probe, layers: 'density' }));
      await waitUntil(() => says.test(readingOf(figure)), undefined).catch(() => expect.fail(`tells: ${readingOf(figure)}`));
      const other = await createFigure(field({ layers: 'density' }));
      await waitUntil(() => marksOf(figure) > marksOf(other), 'nothing is drawn');
      expect(`${readingOf(figure)} ${figure.toSvg()!}`).not.to.match(/\bNaN\b|Infinity|undefined/);
    });
  }

  for (const [row, names] of [['schedule', ['linear', 'cosine']], ['coupling', ['independent', 'ot']], ['source', ['gaussian', 'two-uniforms']]] as const) {
    it(`${names.join(' and ')} stand beside each other by their ${row}`, async () => {
      // Panels are narrower than a canvas that nobody has sized: what they draw tells that they are there.
      const figure = await fixture<FmSampler>(html`<fm-sampler target="two-gaussians" t="0.6" lang="en" layers="paths" compare=${`${row}: ${names.join(', ')}`}></fm-sampler>`);
      const drawn = (): string => figure.toSvg() ?? '';
      await waitUntil(() => names.every((name) => drawn().includes(name)), 'no panels');
      expect(drawn()).not.to.match(/\bNaN\b|Infinity|undefined/);
    });
  }
});
