import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmTrainer } from 'fm-elements';
import { setWorkerUrl } from 'fm-elements/worker';
import 'fm-elements';
import { words } from './figures.ts';
import { expectFrench } from './french.ts';
import { waitUntil } from './wait.ts';

/** A real worker that says it is ready and ends in an error at the first request. */
const FRAGILE = 'postMessage({ type: "ready" }); onmessage = ({ data }) => { if (data.type === "ping") return; onmessage = null; throw new Error("fin"); };';

it('a worker that is lost again and again is said in the language of the page, by a field and by a training', async () => {
  const address = URL.createObjectURL(new Blob([FRAGILE], { type: 'text/javascript' }));
  setWorkerUrl(address);
  try {
    const page = await fixture<HTMLElement>(html`<div lang="fr" style="width: 360px"><fm-field target="moons"></fm-field><fm-trainer hidden-layers="8" steps="9"></fm-trainer></div>`);
    const messages: string[] = [];
    page.addEventListener('fm-error', (event) => messages.push(event.detail.message));
    const [field, trainer] = [page.querySelector<FmField>('fm-field')!, page.querySelector<FmTrainer>('fm-trainer')!];
    await waitUntil(() => words(field) !== '', 'the field says nothing');
    trainer.train();
    await waitUntil(() => words(trainer) !== '', 'the training says nothing');
    for (const figure of [field, trainer]) {
      expect(words(figure)).to.match(/^Le processus de calcul s’est arrêté\u00a0: «\u00a0Uncaught Error: fin\u00a0»$/);
      await expectFrench(figure, ['Uncaught Error']);
    }
    expect(messages.length).to.be.greaterThan(1);
  } finally {
    setWorkerUrl(undefined);
    URL.revokeObjectURL(address);
  }
});
