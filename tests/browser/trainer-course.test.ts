import { expect, fixture, html } from '@open-wc/testing';
import type { FmTrainer } from 'fm-elements';
import 'fm-elements';
import { press } from './hands.ts';
import { waitUntil } from './wait.ts';

it('a reader who goes back to an earlier network reads its step and its loss, and those of the last one again at the end', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><fm-trainer target="moons" hidden-layers="16,16" steps="300" batch="64" seed="3" controls="full"></fm-trainer></div>`);
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  await waitUntil(() => trainer.flow, 'there is no flow');
  const root = trainer.shadowRoot!;
  const numbers = (): string => root.querySelector('.numbers')!.textContent.replace(/\s+/g, ' ');
  const loss = (): number => Number(/loss ([\d.]+)/.exec(numbers())?.[1]);
  const clouds = (): number => root.querySelectorAll('.quality dt').length;
  trainer.train();
  await waitUntil(() => root.querySelector('input[type=range]') && numbers().includes('step 300 of 300'), 'it does not end');
  const [atEnd, cloudsAtEnd] = [loss(), clouds()];
  root.querySelector<HTMLInputElement>('input[type=range]')!.focus();
  await press('Home');
  await waitUntil(() => numbers().includes('step 1 of 300'), 'it does not say which step is shown');
  expect(loss()).to.be.greaterThan(1.2 * atEnd);
  // A cloud was not measured of that network, and none is said to be its own.
  expect([cloudsAtEnd > 0, clouds()]).to.deep.equal([true, 0]);
  await press('End');
  await waitUntil(() => numbers().includes('step 300 of 300'), 'it does not go back to the end');
  expect([loss(), clouds()]).to.deep.equal([atEnd, cloudsAtEnd]);
});
