import { expect, fixture, html } from '@open-wc/testing';
import { firstValueFrom } from 'rxjs';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { expectFrench } from './french.ts';
import { canTouch, click, drag, middle, press, tap } from './hands.ts';
import { waitUntil } from './wait.ts';

const PATIENCE = { timeout: 60_000 };
const RUN = { steps: '120', batch: '32' } as const;

const panelsOf = ({ shadowRoot }: FmField | FmSampler): HTMLElement[] => [...shadowRoot!.querySelectorAll<HTMLElement>('.panel')];
/** Of each panel its name, and what is said in the place of its picture. */
const saidOf = (figure: FmField | FmSampler): string[] => panelsOf(figure).map((panel) => [panel.querySelector('figcaption'), panel.querySelector('.waiting')].map((part) => part?.textContent.trim() ?? '').filter(Boolean).join(' | '));
/** The vector picture of each panel that has one. */
const picturesOf = (figure: FmField | FmSampler): string[] =>
  [...new DOMParser().parseFromString(figure.toSvg() ?? '<svg/>', 'image/svg+xml').documentElement.children].filter(({ localName }) => localName === 'svg').map(({ innerHTML }) => innerHTML);

interface Created {
  readonly page: HTMLElement;
  readonly trainer: FmTrainer;
  readonly figure: FmField;
  /** What stands in the trainer's row of controls. */
  button(kind: 'main' | 'video'): HTMLButtonElement;
  slider(): HTMLInputElement | null;
}

async function create(figure: ReturnType<typeof html>, lang = 'en'): Promise<Created> {
  const page = await fixture<HTMLElement>(html`<div style="width: 640px" lang=${lang}>
    <fm-trainer id="checkpoints" target="moons" hidden-layers="16" steps=${RUN.steps} batch=${RUN.batch} seed="3"></fm-trainer>${figure}
  </div>`);
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  const root = trainer.shadowRoot!;
  await waitUntil(() => root.querySelector('button.main:not([disabled])'), 'no trainer', PATIENCE);
  return {
    page, trainer, figure: page.querySelector<FmField>('fm-field')!,
    button: (kind) => root.querySelector<HTMLButtonElement>(`button.${kind}`)!,
    slider: () => root.querySelector<HTMLInputElement>('input[type=range]'),
  };
}

async function train({ button, slider }: Created): Promise<void> {
  await click(middle(button('main')));
  await waitUntil(() => slider() && slider()!.max === RUN.steps, 'it does not end', PATIENCE);
}

it('panels of steps that are to come say so; when the run has passed them each shows the network of its step, bit by bit', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" t="0.8" layers="mesh" compare="checkpoint: 17, 90, 5000, last"></fm-field>`);
  const { figure, trainer } = created;
  await waitUntil(() => saidOf(figure).join() === 'step 17 | Step 17 is not reached yet,step 90 | Step 90 is not reached yet,step 5000 | Step 5000 is beyond the last, 120,latest step, network not trained yet', saidOf(figure).join(), PATIENCE);
  await train(created);
  await waitUntil(() => saidOf(figure).join() === 'step 17,step 90,step 5000 | Step 5000 is beyond the last, 120,latest step' && picturesOf(figure).length === 3, saidOf(figure).join(), PATIENCE);
  // Whichever of them the trainer shows has the picture of its panel; arrows of a comparison have a scale in common.
  const [first, second, last] = picturesOf(figure);
  expect(new Set([first, second, last]).size).to.equal(3);
  const box = await fixture<HTMLElement>(html`<div style=${`width: ${panelsOf(figure)[0].clientWidth}px`} lang="en"><fm-field from="#checkpoints" field="learned" layers="mesh"></fm-field></div>`);
  const shown = box.querySelector('fm-field')!;
  for (const [step, picture] of [[17, first], [90, second], [120, last]] as const) {
    trainer.flow!.training.lookBack(step);
    await waitUntil(() => new DOMParser().parseFromString(shown.toSvg() ?? '<svg/>', 'image/svg+xml').documentElement.innerHTML === picture, `step ${step} is another picture`, PATIENCE);
  }
  expect(picturesOf(figure)[2]).to.equal(last);
  const { kept } = await firstValueFrom(trainer.flow!.training.moments$);
  expect(kept.map(({ step }) => step)).to.include.members([0, 17, 90, 120]);
  expect(panelsOf(figure)[0].querySelector('canvas')!.getAttribute('aria-label')).to.match(/^step 17\. Learned velocity field from gaussian to moons at t = 0\.80/);
  await expect(figure).shadowDom.to.be.accessible();
});

it('a reset takes the pictures back, and the next run shows them again; a step that this run has not kept is said', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" t="0.8" layers="arrows" compare="checkpoint: 17, 90"></fm-field>`);
  const { figure, trainer } = created;
  await train(created);
  await waitUntil(() => picturesOf(figure).length === 2, 'no pictures', PATIENCE);
  trainer.resetTraining();
  await waitUntil(() => picturesOf(figure).length === 0 && saidOf(figure)[0] === 'step 17 | Step 17 is not reached yet', saidOf(figure).join(), PATIENCE);
  await train(created);
  await waitUntil(() => picturesOf(figure).length === 2, 'no pictures', PATIENCE);
  figure.setAttribute('compare', 'checkpoint: 17, 71');
  await waitUntil(() => saidOf(figure).join() === 'step 17,step 71 | Step 71 was not kept by this run; the next one keeps it', saidOf(figure).join(), PATIENCE);
  await train(created);
  await waitUntil(() => picturesOf(figure).length === 2, saidOf(figure).join(), PATIENCE);
});

it('a figure of one checkpoint says that it is to come, and shows it beside others', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" t="0.8" checkpoint="17"></fm-field><fm-sampler from="#checkpoints" checkpoint="17" view="plane"></fm-sampler>`);
  const { figure, page } = created;
  const figures = [figure, page.querySelector('fm-sampler')!];
  const note = (one: FmField | FmSampler): string => [...one.shadowRoot!.querySelectorAll('.note')].map(({ textContent }) => textContent.trim()).join('');
  await waitUntil(() => figures.every((one) => note(one) === 'Step 17 is not reached yet'), figures.map(note).join(), PATIENCE);
  await train(created);
  await waitUntil(() => figures.every((one) => note(one) === '' && (one.toSvg()?.length ?? 0) > 2000), figures.map(note).join(), PATIENCE);
});

it('what is no step is said, what is out of range is brought into it, of too many the first are shown, and without a training there are none', async function () {
  this.timeout(150_000);
  const { figure } = await create(html`<fm-field from="#checkpoints" compare="checkpoint: soon, -5, last"></fm-field>`);
  const problem = (one: FmField | HTMLElement): string => (one instanceof HTMLElement && one.shadowRoot ? one.shadowRoot : one).querySelector('[role=alert]')?.textContent ?? '';
  await waitUntil(() => panelsOf(figure).length === 3 && problem(panelsOf(figure)[0]).includes('"soon" is neither a number from 0 to 100000 nor "last"'), 'no words for soon', PATIENCE);
  expect(saidOf(figure)[1]).to.equal('step 0');
  figure.setAttribute('compare', `checkpoint: ${Array.from({ length: 20 }, (_, i) => i + 1).join()}`);
  await waitUntil(() => panelsOf(figure).length === 8 && figure.shadowRoot!.textContent.includes('20 values are named, and the first 8 are shown.'), `${panelsOf(figure).length} panels`, PATIENCE);
  figure.setAttribute('compare', 'checkpoint: soon');
  await waitUntil(() => problem(figure).includes('"soon"'), 'no words', PATIENCE);
  const errors: string[] = [];
  const box = await fixture<HTMLElement>(html`<div lang="en" @fm-error=${({ detail }: FmErrorEvent) => errors.push(detail.message)}><fm-field id="untrained" target="moons" compare="checkpoint: 10, last"></fm-field></div>`);
  const alone = box.querySelector('fm-field')!;
  await waitUntil(() => problem(alone).includes('Nothing is trained in this flow; add an fm-trainer to it.'), 'no words', PATIENCE);
  expect(errors).to.deep.equal(['Nothing is trained in this flow; add an fm-trainer to it.']);
  const trainer = document.createElement('fm-trainer');
  trainer.setAttribute('from', '#untrained');
  box.append(trainer);
  await waitUntil(() => problem(alone) === '' && saidOf(alone).join() === 'step 10 | Step 10 is not reached yet,latest step, network not trained yet', saidOf(alone).join(), PATIENCE);
});

it('the button plays the training from network to network, figures that follow go with it, and it stands at the end', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" field="learned" t="0.8" layers="arrows"></fm-field>`);
  const { figure, button, slider, trainer } = created;
  await train(created);
  expect(trainer.flow!.clock.time).to.equal(0.8);
  await waitUntil(() => figure.toSvg() !== undefined, 'no picture', PATIENCE);
  const last = figure.toSvg();
  const steps = new Set<string>();
  const pictures = new Set<string | undefined>();
  const watching = setInterval(() => (steps.add(slider()!.value), pictures.add(figure.toSvg())), 40);
  await click(middle(button('video')));
  await waitUntil(() => button('video').getAttribute('aria-label') === 'Stop at this network', 'it does not play', PATIENCE);
  await waitUntil(() => Number(slider()!.value) > 10 && Number(slider()!.value) < 100, 'it does not go on', PATIENCE);
  await click(middle(button('video')));
  const stopped = slider()!.value;
  expect(slider()!.getAttribute('aria-valuetext')).to.equal(`step ${stopped}`);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(slider()!.value).to.equal(stopped);
  // By keys: Space plays on, and stops; arrows go from network to network.
  slider()!.focus();
  await press('ArrowLeft');
  expect(Number(slider()!.value)).to.be.lessThan(Number(stopped));
  await press('ArrowRight');
  expect(slider()!.value).to.equal(stopped);
  await press(' ');
  await waitUntil(() => slider()!.value === RUN.steps && button('video').getAttribute('aria-label') === 'Replay the training', 'it does not end', PATIENCE);
  await waitUntil(() => figure.toSvg() === last, 'it does not end where it began', PATIENCE);
  clearInterval(watching);
  expect(steps.size).to.be.greaterThan(8);
  expect(pictures.size).to.be.greaterThan(8);
  expect(trainer.flow!.clock.time).to.equal(0.8);
});

it('the slider goes back by a drag, and a training that goes on shows its latest network again', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" field="learned" t="0.8" layers="arrows"></fm-field>`);
  const { slider, button, trainer } = created;
  await train(created);
  await click(middle(button('video')));
  const track = slider()!.getBoundingClientRect();
  await drag({ x: track.right - 4, y: track.top + track.height / 2 }, { x: track.left + track.width / 2, y: track.top + track.height / 2 });
  await waitUntil(() => Number(slider()!.value) > 20 && Number(slider()!.value) < 100, `it stands at ${slider()!.value}`, PATIENCE);
  const { kept } = await firstValueFrom(trainer.flow!.training.moments$);
  await waitUntil(() => kept.some(({ step }) => String(step) === slider()!.value), 'it stands between two networks');
  if (canTouch) {
    const before = slider()!.value;
    await tap(middle(button('video')));
    await waitUntil(() => Number(slider()!.value) > Number(before), 'a tap does not play it', PATIENCE);
    await tap(middle(button('video')));
    await waitUntil(() => button('video').getAttribute('aria-label') === 'Replay the training', 'a tap does not stop it', PATIENCE);
  }
  await click(middle(button('main')));
  await waitUntil(() => slider() === null, 'it does not begin again', PATIENCE);
  await waitUntil(() => slider()?.value === RUN.steps, 'it shows an earlier network', PATIENCE);
});

it('all of it is said in French', async function () {
  this.timeout(150_000);
  const created = await create(html`<fm-field from="#checkpoints" compare="checkpoint: 17, 5000, last"></fm-field>`, 'fr');
  const { figure, trainer, button } = created;
  await waitUntil(() => saidOf(figure)[0] === 'pas 17 | Le pas 17 n’est pas encore atteint' && saidOf(figure)[2] === 'dernier pas, réseau pas encore entraîné', saidOf(figure).join(), PATIENCE);
  await train(created);
  await waitUntil(() => saidOf(figure)[0] === 'pas 17', saidOf(figure).join(), PATIENCE);
  expect(button('video').getAttribute('aria-label')).to.equal('Rejouer l’entraînement');
  await expectFrench(figure);
  await expectFrench(trainer);
});
