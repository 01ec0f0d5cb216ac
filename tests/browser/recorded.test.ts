import { expect, fixture, html } from '@open-wc/testing';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmTrainer } from 'fm-elements';
import { createFlow, readRecording, recordCompute, recordedCompute, workerCompute, writeRecording, type Flow } from 'fm-elements/streams';
import 'fm-elements';
import { atRest, painted, words } from './figures.ts';
import { click, middle } from './hands.ts';
import { waitUntil } from './wait.ts';

const PARAMETERS = { target: 'circles', seed: 3, hiddenLayers: [8], batch: 16, steps: 40 } as const;

interface Page {
  readonly field: FmField;
  readonly trainer: FmTrainer;
}

async function show(flow: Flow): Promise<Page> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px" lang="en"><fm-field t="0.5" .flow=${flow}></fm-field><fm-trainer .flow=${flow}></fm-trainer></div>`);
  const [field, trainer] = [page.querySelector('fm-field')!, page.querySelector('fm-trainer')!];
  await painted(field);
  return { field, trainer };
}

/** What the page shows when its run, begun by a press of the button, is over. */
async function train({ field, trainer }: Page): Promise<readonly string[]> {
  const button = trainer.shadowRoot!.querySelector('.main')!;
  button.scrollIntoView({ block: 'center' });
  await click(middle(button));
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done' || phase === 'failed')));
  await waitUntil(() => trainer.shadowRoot!.querySelector('.numbers')!.textContent.includes('step 40 of 40'), words(trainer));
  // Seconds are those of the run that was recorded.
  return atRest(() => [field.toSvg() ?? '', trainer.toSvg() ?? '', trainer.shadowRoot!.querySelector('.numbers')!.textContent]);
}

it('a recording is played in a page that has no Worker: figures draw, and a run that the reader begins learns what it learned', async () => {
  const { compute, recording } = recordCompute(workerCompute());
  const seen = await train(await show(createFlow(PARAMETERS, { compute })));
  const text = writeRecording(recording());
  const { Worker: original } = window;
  let asked = 0;
  window.Worker = class {
    constructor() {
      asked++;
      throw new Error('There is no Worker.');
    }
  } as unknown as typeof Worker;
  try {
    const page = await show(createFlow(PARAMETERS, { compute: recordedCompute(readRecording(text)) }));
    expect(await train(page)).to.deep.equal(seen);
    expect([words(page.field), words(page.trainer), asked]).to.deep.equal(['', '', 0]);
  } finally {
    window.Worker = original;
  }
});
