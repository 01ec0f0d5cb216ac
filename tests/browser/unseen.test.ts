import { expect, fixture, html } from '@open-wc/testing';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmSampler, FmTrainer } from 'fm-elements';
import type { TrainingState } from 'fm-elements/streams';
import 'fm-elements';
import { frames } from './scene.ts';
import { atRest, isWhole, painted } from './figures.ts';
import { waitUntil } from './wait.ts';

/** A page whose end is far below the screen. */
async function createPage(above: unknown, below: unknown): Promise<{ below: HTMLElement; above: HTMLElement }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><div>${above}</div><div style="height: 5000px"></div><div>${below}</div></div>`);
  window.scrollTo(0, 0);
  const [first, , last] = page.children;
  return { above: first as HTMLElement, below: last as HTMLElement };
}

/** Time for whatever would go on by itself, with no animation frame of its own. */
async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function countingFrames(act: () => Promise<void>): Promise<number> {
  const original = window.requestAnimationFrame;
  let count = 0;
  window.requestAnimationFrame = (callback) => {
    count++;
    return original.call(window, callback);
  };
  await act();
  window.requestAnimationFrame = original;
  return count;
}

/** Counts what workers are asked but for the course of feeds. */
async function countingQuestions(act: () => Promise<void>): Promise<number> {
  const { prototype } = Worker;
  const original = Object.getOwnPropertyDescriptor(prototype, 'postMessage')!;
  const post = original.value as (this: Worker, ...given: unknown[]) => void;
  let count = 0;
  prototype.postMessage = function (this: Worker, ...given: unknown[]) {
    if ((given[0] as { type: string }).type === 'call') count++;
    post.apply(this, given);
  } as typeof prototype.postMessage;
  await act();
  Object.defineProperty(prototype, 'postMessage', original);
  return count;
}

const isReady = (figure: FmField | FmSampler | FmTrainer): Promise<void> =>
  waitUntil(() => figure.shadowRoot?.querySelector<HTMLElement>('.still')?.hidden, 'it has no picture');

it('a figure that plays out of sight asks for no animation frame and stands still, and goes on from there when it is seen', async () => {
  const { below } = await createPage('', html`<fm-field target="moons" t="0.1"></fm-field>`);
  const field = below.querySelector('fm-field')!;
  await isReady(field);
  field.play();
  await frames(3);
  const t = field.currentTime;
  const count = await countingFrames(() => ticks(25));
  expect({ count, t: field.currentTime, paused: field.paused }).to.deep.equal({ count: 0, t, paused: false });
  below.scrollIntoView();
  await waitUntil(() => field.currentTime > t, 'it does not go on');
  expect(field.currentTime, 'it has jumped').to.be.lessThan(t + 0.1);
  field.pause();
});

it('a figure out of sight is where its flow is when it is seen again, though another one has played on', async () => {
  const { above, below } = await createPage(html`<fm-field id="shown" target="moons"></fm-field>`, html`<fm-field from="#shown"></fm-field>`);
  const [shown, field] = [above.querySelector('fm-field')!, below.querySelector('fm-field')!];
  await painted(shown);
  await waitUntil(() => field.flow === shown.flow);
  shown.play();
  await waitUntil(() => shown.currentTime > 0.02, 'it does not play');
  shown.pause();
  const slider = field.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!;
  await waitUntil(() => Math.abs(Number(slider.value) - shown.currentTime) < 1e-9, 'the slider is elsewhere');
});

it('autostart waits until a figure of its flow is near the screen', async () => {
  const { above, below } = await createPage(html`<p></p>`, html`<fm-trainer id="far" autostart target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>`);
  const trainer = below.querySelector('fm-trainer')!;
  await isReady(trainer);
  await frames(10);
  expect((await firstValueFrom(trainer.flow!.training.state$)).phase).to.equal('idle');
  const field = document.createElement('fm-field');
  Object.assign(field, { from: '#far', field: 'learned' });
  above.append(field);
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
});

it('autostart begins when the trainer itself is scrolled near', async () => {
  const { below } = await createPage('', html`<fm-trainer autostart target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>`);
  const trainer = below.querySelector('fm-trainer')!;
  await isReady(trainer);
  below.scrollIntoView();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
});

it('autostart begins the training also where it is set later, once', async () => {
  const { above } = await createPage(html`<fm-trainer target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>`, '');
  const trainer = above.querySelector('fm-trainer')!;
  await painted(trainer);
  trainer.autostart = true;
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  trainer.resetTraining();
  trainer.autostart = false;
  await trainer.updateComplete;
  trainer.autostart = true;
  await trainer.updateComplete;
  await frames(5);
  expect((await firstValueFrom(trainer.flow!.training.state$)).phase, 'whatever has become of it is the reader’s').to.equal('idle');
});

it('a run goes on out of sight; no words, charts or scenes are made of its reports, until it is seen', async () => {
  const { above, below } = await createPage(html`<fm-trainer id="run" target="moons" hidden-layers="64,64" steps="100000" batch="64"></fm-trainer>
    <fm-field from="#run" field="learned" layers="density arrows"></fm-field><fm-sampler from="#run" view="plane" count="50" steps="4"></fm-sampler>`, html`<p>The end</p>`);
  const trainer = above.querySelector('fm-trainer')!;
  const figures = [trainer, above.querySelector('fm-field')!, above.querySelector('fm-sampler')!] as const;
  for (const figure of figures) await painted(figure);
  trainer.currentTime = 0.7;
  trainer.train();
  const states: TrainingState[] = [];
  trainer.addEventListener('fm-progress', (event) => states.push(event.detail));
  await waitUntil(() => states.length > 1, 'no report');
  below.scrollIntoView();
  await frames(10);
  const numbers = (): string => trainer.shadowRoot!.querySelector('.numbers')!.textContent;
  // What was asked before is answered, and streams that nobody subscribes to any longer have ended; a density is asked for a second later.
  for (let tries = 0, quiet = 0; tries < 12 && quiet < 2; tries++) quiet = (await countingQuestions(() => ticks(60))) > 0 ? 0 : quiet + 1;
  const before = { numbers: numbers(), reports: states.length, step: states.at(-1).step };
  let changes = 0;
  const watching = new MutationObserver((records) => (changes += records.length));
  for (const figure of figures) watching.observe(figure.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
  const questions = await countingQuestions(async () => {
    const count = await countingFrames(() => waitUntil(() => states.length > before.reports + 3, 'the run has stopped'));
    expect(count, 'animation frames').to.equal(0);
  });
  watching.disconnect();
  expect({ questions, changes, numbers: numbers() }).to.deep.equal({ questions: 0, changes: 0, numbers: before.numbers });
  expect(states.at(-1).step).to.be.greaterThan(before.step);
  const picture = (figure: FmField | FmSampler | FmTrainer): string => figure.shadowRoot!.querySelector('canvas')!.toDataURL();
  const old = figures.map(picture);
  above.scrollIntoView();
  await waitUntil(() => numbers() !== before.numbers, 'the numbers stay old');
  for (const [i, figure] of figures.entries()) {
    figure.scrollIntoView();
    await waitUntil(() => picture(figure) !== old[i], `${figure.localName} stays old`);
  }
  trainer.resetTraining();
});

it('a run that ends out of sight says so at once', async () => {
  const { above, below } = await createPage(html`<fm-trainer target="moons" hidden-layers="8" steps="3000" batch="16"></fm-trainer>`, html`<p>The end</p>`);
  const trainer = above.querySelector('fm-trainer')!;
  await painted(trainer);
  trainer.train();
  below.scrollIntoView();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await trainer.updateComplete;
  expect(trainer.shadowRoot!.querySelector('.main')!.textContent).to.equal('Train again');
});

it('figures out of sight show the network as it is when a run pauses, ends, is looked back on or is reset: who prints then prints that', async () => {
  const { below } = await createPage(html`<fm-trainer id="print" t="0.8" target="moons" hidden-layers="16,16" steps="300" batch="64" seed="3"></fm-trainer>`,
    html`<fm-sampler from="#print" view="plane" count="50" steps="4"></fm-sampler><fm-field from="#print" field="learned"></fm-field>`);
  const { flow } = document.querySelector<FmTrainer>('#print')!;
  const figures = [...below.querySelectorAll<FmSampler | FmField>('fm-sampler, fm-field')];
  await waitUntil(() => figures.every(isWhole), 'they are not drawn');
  const untrained = figures.map((figure) => figure.toSvg());
  const areOtherThan = (old: readonly unknown[]) => (): boolean => figures.every((figure, i) => figure.toSvg() !== old[i]);
  const pictures = (): string[] => figures.map((figure) => figure.toSvg()!);
  // A picture of before the run may be answered for while it ends: what is printed is what stays.
  const printed = (): Promise<readonly string[]> => atRest(pictures);
  flow!.training.start();
  await firstValueFrom(flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await waitUntil(areOtherThan(untrained), 'they show what was before the training');
  const trained = await printed();
  flow!.training.lookBack(0);
  await waitUntil(areOtherThan(trained), 'they show the end');
  flow!.training.lookBack(undefined);
  await waitUntil(() => figures.every((figure, i) => figure.toSvg() === trained[i]), 'they do not show the end again');
  below.scrollIntoView();
  await frames(20);
  expect(await printed(), 'seen, they are others').to.deep.equal(trained);
  scrollTo(0, 0);
  await frames(5);
  flow!.training.reset();
  await waitUntil(() => figures.every((figure, i) => figure.toSvg() === untrained[i]), 'they still show the trained network');
});

it('a picture that does not change is not computed again when it is seen again', async () => {
  const { above, below } = await createPage(html`<fm-field target="moons"></fm-field><fm-sampler target="moons" view="plane" count="50" steps="4"></fm-sampler>`, html`<p>The end</p>`);
  for (const figure of above.querySelectorAll<FmField | FmSampler>('fm-field, fm-sampler')) await painted(figure);
  await ticks(30);
  const questions = await countingQuestions(async () => {
    for (let visit = 0; visit < 3; visit++) {
      below.scrollIntoView();
      await frames(5);
      above.scrollIntoView();
      await frames(5);
    }
  });
  expect(questions).to.equal(0);
});
