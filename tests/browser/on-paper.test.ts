import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { isWhole } from './figures.ts';
import { waitUntil } from './wait.ts';

it('a figure without controls says its time on paper alone', async function () {
  // No other browser's driver can.
  if (!navigator.userAgent.includes('Chrome')) this.skip();
  const page = await fixture<HTMLElement>(html`<div lang="en" style="width: 500px">
    <fm-field target="moons" t="0.5" controls="none"></fm-field><fm-trainer target="moons" controls="none"></fm-trainer>
  </div>`);
  const [field, trainer] = [page.querySelector<FmField>('fm-field')!, page.querySelector<FmTrainer>('fm-trainer')!];
  await waitUntil(() => isWhole(field), 'no picture');
  const timeOf = (figure: FmField | FmTrainer): string => {
    const output = figure.shadowRoot!.querySelector('output');
    return output?.checkVisibility() ? output.textContent : '';
  };
  expect(timeOf(field)).to.equal('');
  await emulateMedia({ media: 'print' });
  try {
    expect(timeOf(field)).to.equal('t = 0.50');
    field.t = 0.75;
    await waitUntil(() => timeOf(field) === 't = 0.75', timeOf(field));
    expect(timeOf(trainer)).to.equal('');
  } finally {
    await emulateMedia({ media: 'screen' });
  }
});
