import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { waitUntil } from './wait.ts';

/** The first worker that trains takes long to start on a busy machine. */
const LONG = { timeout: 30_000 };
const SAID = /not trained yet|pas encore entraîné/;

type Figure = FmField | FmSampler;

async function create(figure: ReturnType<typeof html>, lang = 'en'): Promise<{ readonly figure: Figure; readonly trainer: FmTrainer }> {
  const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang=${lang}>${figure}<fm-trainer id="network" target="moons" batch="16" hidden-layers="8" steps="4000"></fm-trainer></div>`);
  scrollTo(0, 0);
  return { figure: box.querySelector<Figure>('fm-field, fm-sampler')!, trainer: box.querySelector<FmTrainer>('fm-trainer')! };
}

/** Notes below the figure, and the names of its panels. */
const notesOf = ({ shadowRoot }: Figure): string => [...shadowRoot!.querySelectorAll<HTMLElement>('.note, figcaption, .variants li')].map(({ innerText }) => innerText).join(' | ');
/** Names of all pictures that are seen. */
const namesOf = ({ shadowRoot }: Figure): string => [...shadowRoot!.querySelectorAll('canvas')].filter((canvas) => canvas.offsetParent).map((canvas) => canvas.ariaLabel).join(' | ');

for (const [shows, figure, lang, sentence] of [
  ['a learned field', html`<fm-field from="#network" field="learned"></fm-field>`, 'en', 'The network is not trained yet'],
  ['both fields', html`<fm-field from="#network" field="both"></fm-field>`, 'fr', 'Le réseau n’est pas encore entraîné'],
  ['the difference of fields, without controls', html`<fm-field from="#network" field="difference" controls="none"></fm-field>`, 'en', 'The network is not trained yet'],
  ['a probe of a learned field', html`<fm-field from="#network" field="learned" probe="point" points="0.5,0.5"></fm-field>`, 'fr', 'Le réseau n’est pas encore entraîné'],
  ['a sampler', html`<fm-sampler from="#network" view="plane"></fm-sampler>`, 'en', 'The network is not trained yet'],
  ['a panel', html`<fm-field from="#network" compare="field: exact, learned"></fm-field>`, 'fr', 'Le réseau n’est pas encore entraîné'],
] as const) {
  it(`${shows} of initial weights is said to be of an untrained network, until that has learned`, async function () {
    this.timeout(90_000);
    const { figure: shown, trainer } = await create(figure, lang);
    await waitUntil(() => SAID.test(notesOf(shown)) && namesOf(shown).includes(sentence), `${notesOf(shown)} / ${namesOf(shown)}`, LONG);
    expect(namesOf(shown).split(sentence)).to.have.length(2);
    trainer.stepTraining();
    await waitUntil(() => !SAID.test(notesOf(shown)) && !namesOf(shown).includes(sentence), `${notesOf(shown)} / ${namesOf(shown)}`, LONG);
    trainer.resetTraining();
    await waitUntil(() => SAID.test(notesOf(shown)) && namesOf(shown).includes(sentence), `${notesOf(shown)} / ${namesOf(shown)}`, LONG);
  });
}

it('an exact field says nothing of the network', async () => {
  const { figure } = await create(html`<fm-field from="#network"></fm-field>`);
  await waitUntil(() => namesOf(figure).includes('Exact velocity field'), namesOf(figure), LONG);
  expect(notesOf(figure)).not.to.match(SAID);
  expect(namesOf(figure)).not.to.match(SAID);
});

it('in an overlay the entry of the network says that it has learned nothing', async function () {
  this.timeout(60_000);
  const { figure, trainer } = await create(html`<fm-field from="#network" compare="field: exact, learned" compare-by="overlay"></fm-field>`);
  const itemsOf = (): string[] => [...figure.shadowRoot!.querySelectorAll<HTMLElement>('.variants li')].map(({ innerText }) => innerText.trim());
  await waitUntil(() => itemsOf().join() === 'field: exact,field: learned, network not trained yet', itemsOf().join(), LONG);
  trainer.stepTraining();
  await waitUntil(() => itemsOf().join() === 'field: exact,field: learned', itemsOf().join(), LONG);
});

it('where nothing trains in the flow, the author is told how to have a network, until a trainer joins', async function () {
  this.timeout(60_000);
  const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang="fr"><fm-field id="alone" target="moons" field="learned"></fm-field></div>`);
  const alone = box.querySelector('fm-field')!;
  await waitUntil(() => /Il n’y a pas encore de réseau.*fm-trainer.*from=/.test(notesOf(alone)) && namesOf(alone).includes('fm-trainer'), notesOf(alone), LONG);
  box.lang = 'en';
  await waitUntil(() => /^There is no network yet: train one in an fm-trainer, and name that here in from="#…"$/.test(notesOf(alone)), notesOf(alone), LONG);
  const trainer = document.createElement('fm-trainer');
  trainer.setAttribute('from', '#alone');
  box.append(trainer);
  await waitUntil(() => notesOf(alone) === 'The network is not trained yet' && namesOf(alone).includes('The network is not trained yet'), notesOf(alone), LONG);
});
