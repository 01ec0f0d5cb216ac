import { expect, fixture, html } from '@open-wc/testing';
import type { FmTrainer } from 'fm-elements';
import 'fm-elements';
import { waitUntil } from './wait.ts';

const PATIENCE = { timeout: 30_000 };

async function create(lang: string, charts: string, width = 700): Promise<{ trainer: FmTrainer; spoken: () => string }> {
  const page = await fixture<HTMLElement>(html`<div lang=${lang} style="width: ${width}px"><fm-trainer target="moons" hidden-layers="8" steps="40" batch="16" seed="3" charts=${charts}></fm-trainer></div>`);
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  await waitUntil(() => trainer.flow, 'there is no flow');
  return { trainer, spoken: () => trainer.toSvg() ?? '' };
}

it('a trainer shows the small charts that it is told to, by what its checkpoints are worth, and they are part of its vector file', async function () {
  this.timeout(60_000);
  const { trainer, spoken } = await create('en', 'excess w2 gradients');
  trainer.train();
  await waitUntil(() => /L_CFM − L_FM = \d/.test(spoken()) && /of data to data/.test(spoken()), 'nothing is measured', PATIENCE);
  expect(spoken()).to.contain('Excess over the floor').and.not.contain('log-likelihood');
  const height = trainer.shadowRoot!.querySelector('canvas')!.clientHeight;
  trainer.charts = ['loss', 'excess', 'w2', 'straightness', 'likelihood', 'gradients'];
  await waitUntil(() => spoken().includes('log-likelihood'), 'the charts are not others', PATIENCE);
  expect(trainer.shadowRoot!.querySelector('canvas')!.clientHeight).to.be.greaterThan(height);
  trainer.removeAttribute('charts');
  trainer.charts = undefined;
  await waitUntil(() => spoken().includes('training step'), 'the loss alone is not back', PATIENCE);
});

it('the error of few steps is drawn while it learns, told in words, and part of its vector file', async function () {
  this.timeout(60_000);
  const { trainer, spoken } = await create('en', 'evaluations');
  trainer.train();
  await waitUntil(() => /by 32: [\d.e−⁻¹²³]+; both flows are [\d.]+ apart/.test(spoken()), 'nothing is measured', PATIENCE);
  const label = (): string => trainer.shadowRoot!.querySelector('canvas')!.getAttribute('aria-label') ?? '';
  await waitUntil(() => label().includes('; both flows are'), label(), PATIENCE);
  // What is drawn beside each line is not part of the sentence.
  expect(label()).to.match(/both flows are [\d.]+ apart \(from its own flow, from the exact flow\)\./);
});

it('they speak French, and before a training their names are there', async function () {
  this.timeout(60_000);
  const { spoken } = await create('fr', 'loss-by-time straightness evaluations', 360);
  await waitUntil(() => spoken().includes('Courbure des chemins'), 'no chart', PATIENCE);
  expect(spoken()).to.contain('Perte selon t').and.contain('Erreur des pas d’Euler');
});
