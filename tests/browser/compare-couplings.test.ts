import { expect, fixture, html } from '@open-wc/testing';
import type { FmField } from 'fm-elements';
import 'fm-elements';
import { words } from './figures.ts';
import { waitUntil } from './wait.ts';

/** What each panel tells, once all match. */
async function toldBy(compare: string, says: RegExp, lang = 'en'): Promise<{ readonly names: string[]; readonly readings: string[] }> {
  const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang=${lang}><fm-field target="two-gaussians" layers="plan" compare=${compare}></fm-field></div>`);
  const figure = box.querySelector<FmField>('fm-field')!;
  scrollTo(0, 0);
  const panels = (): Element[] => [...figure.shadowRoot!.querySelectorAll('.panel')];
  const readings = (): string[] => panels().map((panel) => panel.querySelector('.reading')?.textContent?.trim() ?? '');
  await waitUntil(() => readings().length > 0 && readings().every((reading) => says.test(reading)), undefined).catch(() => expect.fail(`tell: ${readings().join(' | ')} ${words(figure)}`));
  return { names: panels().map((panel) => panel.querySelector('figcaption')!.textContent.trim()), readings: readings() };
}

const numberAfter = (reading: string, words: RegExp): number => Number(words.exec(reading)?.[1]);

it('couplings with their batches and epsilons stand side by side, each with its name and its cost, which lies between the optimal and the independent one', async () => {
  const { names, readings } = await toldBy('coupling: independent, ot 16, ot, sinkhorn 1', /Mean \|x_1 − x_0\|²/);
  expect(names).to.deep.equal(['coupling: independent', 'coupling: optimal transport, 16 at a time', 'coupling: optimal transport', 'coupling: entropic transport, epsilon 1']);
  const [independent, minibatch, optimal, entropic] = readings.map((reading) => numberAfter(reading, /pairs: [a-z ]+?(?:, 16 at a time)? ([\d.]+)/));
  expect(readings[1]).to.contain(', 16 at a time');
  expect(minibatch).to.be.greaterThan(optimal);
  expect(minibatch).to.be.lessThan(independent);
  expect(entropic).to.be.greaterThan(optimal);
  expect(entropic).to.be.lessThan(independent);
  expect(readings[3]).to.contain('Epsilon 1, ');
});

it('under each schedule stands what its own map costs and how far its paths are from straight', async () => {
  const { readings } = await toldBy('schedule: linear, cosine, polynomial-3', /Its paths bend by \d/);
  const [linear, cosine, polynomial] = readings.map((reading) => [numberAfter(reading, /own map costs ([\d.]+)/), numberAfter(reading, /bend by ([\d.]+)/)]);
  // On a line all schedules have one map; their ways differ.
  expect(cosine[0]).to.be.closeTo(linear[0], 0.002);
  expect(polynomial[0]).to.be.closeTo(linear[0], 0.002);
  expect(linear[1]).to.be.greaterThan(0);
  expect(polynomial[1]).to.be.greaterThan(linear[1] + 0.1);
});

it('in French', async () => {
  const { names } = await toldBy('coupling: independent, ot 16, sinkhorn 0.5', /Moyenne de .*(Courbure de ses chemins\u00a0: \d,\d|n’est pas connu)/, 'fr');
  expect(names).to.deep.equal(['couplage\u00a0: indépendant', 'couplage\u00a0: transport optimal, par groupes de 16', 'couplage\u00a0: transport entropique, epsilon 0,5']);
});
