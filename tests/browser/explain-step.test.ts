import { expect, fixture, html } from '@open-wc/testing';
import type { FmTrainer } from 'fm-elements';
import 'fm-elements';
import { canTouch, click, middle, press, tap } from './hands.ts';
import { waitUntil } from './wait.ts';

const PATIENCE = { timeout: 60_000 };

async function create(lang = 'en', widthPx = 600): Promise<{ trainer: FmTrainer; told: () => string; button: (name: string) => HTMLButtonElement }> {
  const page = await fixture<HTMLElement>(html`<div lang=${lang} style=${`width: ${widthPx}px`}><fm-trainer target="moons" hidden-layers="8" steps="40" batch="4" seed="3" explain="step"></fm-trainer></div>`);
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  const told = (): string => trainer.shadowRoot!.querySelector('[part=reading]')?.textContent ?? '';
  const button = (name: string): HTMLButtonElement => [...trainer.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === name)!;
  await waitUntil(() => told() !== '', 'nothing is told', PATIENCE);
  return { trainer, told, button };
}

it('a step is shown in stages by clicks, taken where its stage begins, and a click or Enter on the picture goes on', async function () {
  this.timeout(150_000);
  const { trainer, told, button } = await create();
  expect(told()).to.match(/^Step 1, pair 1 of 4: t = 0\.\d\d, x_0 = /);
  const spoken = (): string => trainer.shadowRoot!.querySelector('canvas')!.getAttribute('aria-label') ?? '';
  for (const stage of [/is at X_t = /, /the network says v_θ/, /the mean over the batch is the loss/]) {
    await click(middle(button('Next')));
    await waitUntil(() => stage.test(told()), `${stage} is not told: ${told()}`, PATIENCE);
    await waitUntil(() => spoken().endsWith(told().trim()), `${spoken()} is not ${told()}`);
  }
  expect(trainer.toSvg()).to.contain('<path');
  await click(middle(button('Next')));
  await waitUntil(() => /weights moved/.test(told()), 'the step is not told', PATIENCE);
  await waitUntil(() => /step 1 of 40/.test(trainer.shadowRoot!.querySelector('.numbers')!.textContent ?? ''), 'the step was not taken', PATIENCE);
  trainer.shadowRoot!.querySelector('canvas')!.focus();
  await press('ArrowRight');
  await press('Enter');
  await waitUntil(() => /added to the velocity at t = /.test(told()), 'the change is not told', PATIENCE);
  await press('Enter');
  await waitUntil(() => told().startsWith('Step 2, pair'), 'there is no next batch', PATIENCE);
  await waitUntil(() => /summed over 2 axes\. (What step 1|Step 2, pair)/.test(spoken()), spoken(), PATIENCE);
});

it('while the training goes on the loss is shown, and French is spoken', async function () {
  this.timeout(150_000);
  const { trainer, told } = await create('fr');
  await waitUntil(() => told().startsWith('Pas 1, paire 1 sur 4'), told(), PATIENCE);
  trainer.train();
  await waitUntil(() => told() === '' && /étape|pas/i.test(trainer.toSvg() ?? ''), 'the loss is not shown', PATIENCE);
});

it('a finger goes on by Next, and on the picture, in a column of 328 px, where no button is cut off', async function () {
  if (!canTouch) return this.skip();
  this.timeout(150_000);
  const { trainer, told, button } = await create('en', 328);
  const inside = trainer.getBoundingClientRect();
  for (const name of ['Back', 'Next', 'Play']) {
    const { left, right, height } = button(name).getBoundingClientRect();
    expect([left >= inside.left, right <= inside.right, height >= 24], name).to.deep.equal([true, true, true]);
  }
  await tap(middle(button('Next')));
  await waitUntil(() => /is at X_t = /.test(told()), `a tap does not go on: ${told()}`, PATIENCE);
  const before = told();
  await tap(middle(trainer.shadowRoot!.querySelector('canvas')!, 30, 10));
  await waitUntil(() => told() !== before, 'a tap on the picture does nothing', PATIENCE);
});

it('Next that is pressed while the step is being taken is followed, and out of sight nothing plays', async function () {
  this.timeout(150_000);
  const { trainer, told, button } = await create();
  for (let i = 0; i < 6; i++) await click(middle(button('Next')));
  await waitUntil(() => told().startsWith('Step 2, pair'), `it stands at ${told()}`, PATIENCE);
  const below = document.createElement('div');
  below.style.height = '4000px';
  trainer.after(below);
  await click(middle(button('Play')));
  await waitUntil(() => /is at X_t = /.test(told()), 'it does not play', PATIENCE);
  scrollTo(0, 3000);
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect(told()).to.match(/is at X_t = /);
  scrollTo(0, 0);
  await waitUntil(() => /the network says v_θ/.test(told()), 'it does not go on', PATIENCE);
});
