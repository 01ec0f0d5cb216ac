import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import axe from 'axe-core';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { csv, painted, words, type Figure } from './figures.ts';
import { drag, middle, press } from './hands.ts';
import { waitUntil } from './wait.ts';

it('figures that name each other find one flow in any order of the page', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-sampler from="#late" view="plane"></fm-sampler>
    <fm-field from="#late" field="learned"></fm-field>
  </div>`);
  const [sampler, field] = [page.querySelector('fm-sampler')!, page.querySelector('fm-field')!];
  const trainer = document.createElement('fm-trainer');
  Object.assign(trainer, { id: 'late', target: 'circles', hiddenLayers: [8], steps: 30, batch: 16 });
  page.append(trainer);
  await waitUntil(() => sampler.flow !== undefined && sampler.flow === field.flow && field.flow === trainer.flow, 'no common flow');
  expect(sampler.flow?.parameters).to.include({ target: 'circles', model: 'learned' });
  for (const figure of [sampler, field, trainer]) await painted(figure);
  sampler.currentTime = 0.5;
  expect(field.currentTime).to.equal(0.5);
});

it('a floor that is infinite is said to be, and the chart is drawn without it', async () => {
  const trainer = await fixture<FmTrainer>(html`<fm-trainer schedule="variance-preserving" hidden-layers="8" steps="20" batch="32" controls="full"></fm-trainer>`);
  trainer.train();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await trainer.updateComplete;
  const root = trainer.shadowRoot!;
  expect(root.querySelector('.numbers')!.textContent).to.match(/loss [\d.]+, its floor infinite; [\d.]+ from the exact field, summed over 2 axes/);
  expect(root.querySelectorAll('.by-time .loss').length).to.equal(10);
  expect(root.querySelectorAll('.by-time .floor').length).to.equal(9);
  const heights = [...root.querySelectorAll('.by-time .loss')].map((bar) => Number(bar.getAttribute('height')));
  expect(heights.every((height) => height > 0 && height <= 40)).to.equal(true);
  expect(root.textContent).not.to.match(/NaN|Infinity/);
});

it('pressing Train trains in a worker to the last step, and the numbers follow', async () => {
  const trainer = await fixture<FmTrainer>(html`<fm-trainer target="moons" hidden-layers="16,16" steps="80" batch="32" seed="3"></fm-trainer>`);
  const button = trainer.shadowRoot!.querySelector<HTMLButtonElement>('button.main')!;
  expect(button.textContent).to.equal('Train');
  button.click();
  const state = await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  expect(state.step).to.equal(80);
  await trainer.updateComplete;
  expect(button.textContent).to.equal('Train again');
  expect(trainer.shadowRoot!.querySelector('.numbers')!.textContent).to.match(
    /step 80 of 80.*loss \d.\d{3} = floor \d.\d{3} \+ excess \d.\d{3}, summed over 2 axes/s,
  );

  const course = trainer.shadowRoot!.querySelector<HTMLInputElement>('.training input')!;
  const lines = (): number => trainer.toSvg()!.match(/<path /g)!.length;
  await waitUntil(() => trainer.toSvg() !== undefined, 'there is no chart');
  const unmarked = lines();
  course.focus();
  await press('Home');
  await waitUntil(() => /^as of step \d+$/.test(trainer.shadowRoot!.querySelector('.training output')!.textContent), 'the past is not said');
  expect(lines(), 'the chart marks the step').to.equal(unmarked + 1);
  await press('End');
  await waitUntil(() => lines() === unmarked, 'the mark stays');
});

it('full controls: single steps, straightening, and words for how good the network is', async () => {
  const trainer = await fixture<FmTrainer>(html`
    <fm-trainer controls="full" target="eight-gaussians" hidden-layers="32,32" steps="300" batch="64" seed="3" time-features="2" clip-norm="5"></fm-trainer>
  `);
  const button = (label: string): HTMLButtonElement =>
    [...trainer.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)!;
  expect(trainer.flow!.parameters).to.include({ timeFeatures: 2, clipNorm: 5 });
  expect(button('Straighten').disabled).to.equal(true);
  const reaches = (step: number) => firstValueFrom(trainer.flow!.training.state$.pipe(filter((state) => state.step === step)));
  button('Step').click();
  expect((await reaches(1)).phase).to.equal('paused');
  button('Step').click();
  expect((await reaches(2)).phase).to.equal('paused');
  await trainer.updateComplete;
  button('Go on').click();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await trainer.updateComplete;
  button('Straighten').click();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter((state) => 'reflows' in state && state.reflows[0]?.after !== undefined)));
  await trainer.updateComplete;
  const words = trainer.shadowRoot!.querySelector('.quality')!.textContent.replace(/\s+/g, ' ');
  expect(words).to.match(/sliced W₂ ?0\.\d{3}.*two clouds of data ?0\.\d{3} to 0\.\d{3}.*bend of paths ?\d/);
  const [, before, after] = /straightened 1: bend of paths ?([\d.]+) → ([\d.]+)/.exec(words)!;
  expect(Number(after)).to.be.lessThan(Number(before));
  expect(trainer.shadowRoot!.querySelectorAll('.by-time .loss').length).to.equal(10);
  trainer.resetTraining();
});

it('a figure taken out and put back within a second keeps its training', async () => {
  const trainer = await fixture<FmTrainer>(html`<fm-trainer target="moons" hidden-layers="16" steps="100000" batch="16"></fm-trainer>`);
  trainer.train();
  const under = await firstValueFrom(trainer.flow!.training.state$.pipe(filter((state) => state.phase === 'training' && state.step > 3)));
  const parent = trainer.parentElement!;
  trainer.remove();
  parent.append(trainer);
  const next = await firstValueFrom(trainer.flow!.training.state$.pipe(filter((state) => state.phase === 'training')));
  expect(next.step).to.be.at.least(under.step);
  trainer.resetTraining();
});

it('words and images are laws: their ink is where the data is', async () => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 40;
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, 40, 40);
  context.fillStyle = 'black';
  context.fillRect(20, 0, 20, 20);
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-field target="text:FM" t="1"></fm-field><fm-field src=${canvas.toDataURL()} t="1"></fm-field>
  </div>`);
  const [text, image] = [...page.querySelectorAll('fm-field')];
  for (const figure of [text, image]) await painted(figure);
  const { means } = (await firstValueFrom(image.flow!.laws$)).target.law;
  // A pixel of softness at the edge is the browser's scaling.
  expect(means.every((value) => value > -0.2), 'only the upper right quarter is dark').to.equal(true);
  expect((await firstValueFrom(text.flow!.laws$)).target.law.weights.length).to.be.within(200, 3000);
});

const cubes = csv('a,b,c\n' + Array.from({ length: 30 }, (_, i) => `${i % 3},${i % 5},${i % 7}`).join('\n'));

it('one column is drawn over time, three are a cloud in space, both for a field and a sampler', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-field src=${cubes} columns="c" t="0.5"></fm-field><fm-sampler target="two-gaussians" steps="4"></fm-sampler>
    <fm-field src=${cubes} columns="a,b,c" t="0.5"></fm-field><fm-sampler target="torus" steps="4" count="300"></fm-sampler>
    <fm-field target="two-uniforms" field="both" t="0.5"></fm-field><fm-field target="moons" view="spacetime" t="0.5"></fm-field>
  </div>`);
  for (const figure of page.querySelectorAll<Figure>('fm-field, fm-sampler')) {
    await painted(figure);
    expect(words(figure)).to.equal('');
  }
  const [line, , space] = page.querySelectorAll('fm-field, fm-sampler');
  expect((await firstValueFrom((line as FmField).flow!.laws$)).target.dimension).to.equal(1);
  expect((await firstValueFrom((space as FmField).flow!.laws$)).target.dimension).to.equal(3);
});

it('another field and another view are drawn when their attributes change', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-field target="moons"></fm-field><fm-sampler target="moons" view="plane" steps="4" count="50"></fm-sampler>
  </div>`);
  const [field, sampler] = [page.querySelector('fm-field')!, page.querySelector('fm-sampler')!];
  for (const [figure, change] of [[field, () => (field.field = 'learned')], [field, () => (field.field = 'difference')], [field, () => (field.field = 'both')], [sampler, () => (sampler.view = 'spacetime')]] as const) {
    await painted(figure);
    const canvas = figure.shadowRoot!.querySelector('canvas')!;
    const before = canvas.toDataURL();
    change();
    await waitUntil(() => canvas.toDataURL() !== before, 'the picture stays the same');
  }
});

it('no element asks for another update in the middle of one', async () => {
  // In development Lit says so once for each element of a page, and keeps what it has said here.
  const { litIssuedWarnings: said } = globalThis as unknown as { litIssuedWarnings: Set<string> };
  const notices = (): string[] => [...said].filter((notice) => notice.includes('change-in-update'));
  for (const notice of notices()) said.delete(notice);
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-trainer id="updates" target="moons" hidden-layers="8" steps="30" batch="8"></fm-trainer>
    <fm-field from="#updates" t="0.5"></fm-field>
    <fm-sampler target="moons" count="40" steps="4"></fm-sampler>
  </div>`);
  const [trainer, field, sampler] = [page.querySelector('fm-trainer')!, page.querySelector('fm-field')!, page.querySelector('fm-sampler')!];
  const changes: readonly (() => Figure)[] = [
    () => trainer,
    () => sampler,
    ...(['learned', 'both', 'exact'] as const).map((name) => () => Object.assign(field, { field: name })),
    ...(['point', 'pairs', 'continuity', undefined] as const).map((probe) => () => Object.assign(field, { probe })),
    ...(['seed: 1, 2', undefined] as const).map((compare) => () => Object.assign(field, { compare })),
    ...(['plane', 'spacetime', undefined] as const).map((view) => () => Object.assign(sampler, { view })),
    () => Object.assign(sampler, { layers: ['nothing'] }),
    () => Object.assign(sampler, { layers: undefined, playing: true }),
    () => Object.assign(sampler, { playing: false, target: 'torus' }),
    () => Object.assign(trainer, { charts: ['loss', 'excess'] }),
    () => Object.assign(trainer, { charts: undefined, autostart: true, convention: 'data-at-0' }),
    () => Object.assign(trainer, { lang: 'fr' }),
  ];
  for (const change of changes) {
    const figure = change();
    await figure.updateComplete;
    if (!words(figure) && !field.compare) await painted(figure);
  }
  expect(notices()).to.deep.equal([]);
});

it('the time slider moves the time by keys, tells the reader’s hand, and is named', async () => {
  const field = await fixture<FmField>(html`<fm-field target="eight-gaussians" t="0.5"></fm-field>`);
  await waitUntil(() => field.flow !== undefined);
  const slider = field.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!;
  const moved = oneEvent(field, 'input');
  slider.focus();
  await press('Shift', 'ArrowRight');
  await moved;
  expect(field.value).to.equal(0.6);
  expect(slider.getAttribute('aria-valuetext')).to.equal('t = 0.60');
});

it('a hand on the slider of a clock that runs stops it, and tells so', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 400px"><fm-field target="eight-gaussians" t="0"></fm-field></div>`);
  const field = page.querySelector('fm-field')!;
  await painted(field);
  const heard: string[] = [];
  for (const type of ['play', 'pause', 'input']) field.addEventListener(type, () => heard.push(type));
  field.play();
  await waitUntil(() => field.currentTime > 0, 'it does not play');
  const slider = field.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!;
  slider.scrollIntoView({ block: 'center' });
  await drag(middle(slider, -20), middle(slider, 40));
  await waitUntil(() => heard.includes('input') && field.paused, 'the slider is not heard');
  expect(heard[0], 'the pause comes first').to.equal('pause');
  expect(heard.filter((type) => type === 'pause').length).to.equal(1);
  expect(heard.filter((type) => type === 'input').length).to.be.at.least(1);
});

it('the words beside the picture follow the time when it rests, and are spoken to who is at the figure', async () => {
  const field = await fixture<FmField>(html`<fm-field target="eight-gaussians"></fm-field>`);
  await waitUntil(() => field.flow !== undefined);
  field.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!.focus();
  field.currentTime = 0.25;
  const spoken = (): string => field.shadowRoot!.querySelector('[aria-live]')!.textContent;
  await waitUntil(() => spoken() !== '', 'nothing is spoken');
  expect(spoken()).to.equal('Exact velocity field from gaussian to eight-gaussians at t = 0.25, with 600 points');
  expect(field.shadowRoot!.querySelector('canvas')!.getAttribute('aria-label')).to.equal(spoken());
});

it('a script sets the time without an event', async () => {
  const field = await fixture<FmField>(html`<fm-field target="eight-gaussians"></fm-field>`);
  await waitUntil(() => field.flow !== undefined);
  let events = 0;
  field.addEventListener('input', () => events++);
  field.currentTime = 0.25;
  field.t = 0.75;
  await field.updateComplete;
  expect([field.currentTime, events]).to.deep.equal([0.75, 0]);
});

it('the slotted still stays until the figure is live', async () => {
  const field = document.createElement('fm-field');
  field.innerHTML = '<img alt="a still of the field" src="data:," />';
  const ready = oneEvent(field, 'fm-ready');
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"></div>`);
  page.append(field);
  await field.updateComplete;
  const still = field.shadowRoot!.querySelector<HTMLElement>('.still')!;
  expect(still.hidden).to.equal(false);
  await ready;
  await field.updateComplete;
  expect(still.hidden).to.equal(true);
});

it('no empty place is shown between a still and a picture in space, whose shaders are compiled first', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><fm-sampler target="moons" view="spacetime" count="50"><img alt="a still of the sampler" src="data:," /></fm-sampler></div>`);
  const seen = page.querySelector('fm-sampler')!;
  const frames: string[] = [];
  const copy = new OffscreenCanvas(90, 60).getContext('2d', { willReadFrequently: true })!;
  const isPainted = (): boolean => {
    const canvas = seen.shadowRoot!.querySelector('canvas')!;
    copy.clearRect(0, 0, 90, 60);
    if (canvas.width > 0) copy.drawImage(canvas, 0, 0, 90, 60);
    return copy.getImageData(0, 0, 90, 60).data.some((value) => value > 0);
  };
  for (const patience = performance.now() + 15_000; frames.at(-1) !== 'a picture' && performance.now() < patience;) {
    await new Promise(requestAnimationFrame);
    if (seen.shadowRoot?.querySelector('.still')) frames.push(!seen.shadowRoot.querySelector<HTMLElement>('.still')!.hidden ? 'a still' : isPainted() ? 'a picture' : 'nothing');
  }
  expect([...new Set(frames)]).to.deep.equal(['a still', 'a picture']);
});

it('a figure that waits for the one it follows has nothing that axe complains of', async () => {
  const figure = await fixture<FmField>(html`<fm-field from="#comes-later"></fm-field>`);
  expect((await axe.run(figure)).violations.map(({ id }) => id)).to.deep.equal([]);
  expect(figure.flow).to.equal(undefined);
});

it('the three elements have nothing that axe complains of', async () => {
  const page = await fixture<HTMLElement>(html`<div>
    <fm-trainer id="axe" target="moons" steps="20"></fm-trainer>
    <fm-field from="#axe"></fm-field>
    <fm-sampler from="#axe" view="plane"></fm-sampler>
  </div>`);
  for (const figure of page.querySelectorAll<Figure>('fm-trainer, fm-field, fm-sampler')) {
    await painted(figure);
    const { violations } = await axe.run(figure);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: at }) => at).join(' ')}`)).to.deep.equal([]);
  }
});
