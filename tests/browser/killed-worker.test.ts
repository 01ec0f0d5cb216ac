import { expect, fixture, html } from '@open-wc/testing';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import type { TrainingState } from 'fm-elements/streams';
import 'fm-elements';
import { isWhole, words, type Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

/** A worker is missed within 2 s; a busy machine takes longer to start another. */
const LONG = { timeout: 30_000 };
/** More than the fastest machine does meanwhile. */
const STEPS = 100_000;

/** The page's workers that have not been ended, in the order of their start. */
const workers = new Set<Worker>();
const Native = globalThis.Worker;

before(() => {
  globalThis.Worker = class extends Native {
    constructor(...given: ConstructorParameters<typeof Native>) {
      super(...given);
      workers.add(this);
    }

    override terminate(): void {
      workers.delete(this);
      super.terminate();
    }
  };
});
after(() => void (globalThis.Worker = Native));

/** End them as a browser does that is out of memory: without a word to the page. */
function killAll(): number {
  const killed = [...workers];
  for (const worker of killed) Native.prototype.terminate.call(worker);
  return killed.length;
}

async function create<T extends Figure>(figure: ReturnType<typeof html>): Promise<T> {
  const box = await fixture<HTMLElement>(html`<div style="width: 600px" lang="en">${figure}</div>`);
  scrollTo(0, 0);
  return box.querySelector<T>('fm-field, fm-sampler, fm-trainer')!;
}

/** Whole, and not the picture that was. */
const isRedrawn = (figure: FmField | FmSampler, before: string): boolean => words(figure) === '' && isWhole(figure) && figure.toSvg() !== before;

for (const [shows, figure, change] of [
  ['a field', html`<fm-field target="moons" t="0.5"></fm-field>`, { target: 'two-spirals' }],
  ['a field with its density', html`<fm-field target="moons" t="0.5" layers="arrows density particles"></fm-field>`, { seed: 9 }],
  ['a sampler', html`<fm-sampler target="moons" view="plane" t="0.5"></fm-sampler>`, { steps: 3 }],
] as const) {
  it(`${shows} draws again after its worker was killed, as soon as a parameter is another`, async function () {
    this.timeout(60_000);
    const shown = await create<FmField | FmSampler>(figure);
    await waitUntil(() => isWhole(shown), 'no first picture', LONG);
    const before = shown.toSvg()!;
    // The worker of the first picture is kept for a while.
    expect(killAll()).to.be.greaterThan(0);
    Object.assign(shown, change);
    await waitUntil(() => isRedrawn(shown, before), `no second picture: ${words(shown)}`, LONG);
  });

  it(`${shows} draws although its worker is killed over the picture`, async function () {
    this.timeout(90_000);
    const shown = await create<FmField | FmSampler>(figure);
    await waitUntil(() => isWhole(shown), 'no first picture', LONG);
    const before = shown.toSvg()!;
    Object.assign(shown, change);
    await shown.updateComplete;
    await waitUntil(() => killAll() > 0, 'no worker', { interval: 1, ...LONG });
    await waitUntil(() => isRedrawn(shown, before), `no second picture: ${words(shown)}`, LONG);
  });
}

it('a training goes on after its worker was killed, the figures of its network go on as well, and after the third time it is said', async function () {
  this.timeout(150_000);
  const trainer = await create<FmTrainer>(html`<fm-trainer id="killed" target="moons" batch="256" hidden-layers="64,64" steps=${STEPS}></fm-trainer><fm-field from="#killed" field="learned"></fm-field>`);
  const field = trainer.parentElement!.querySelector<FmField>('fm-field')!;
  const errors: FmErrorEvent['detail'][] = [];
  trainer.addEventListener('fm-error', (event) => errors.push(event.detail));
  let state: TrainingState | undefined;
  await waitUntil(() => trainer.flow, 'no flow', LONG);
  const watching = trainer.flow!.training.state$.subscribe((latest) => (state = latest));
  try {
    trainer.train();
    for (const restarts of [1, 2, 3]) {
      const before = state!.step;
      await waitUntil(() => state!.phase === 'training' && state!.step > before, `no step: ${state!.phase} ${state!.step}`, LONG);
      const reached = state!.step;
      killAll();
      await waitUntil(() => state!.phase === 'training' && state!.restarts === restarts, `no restart ${restarts}: ${state!.phase} ${state!.step}`, LONG);
      await waitUntil(() => state!.step > reached, 'it does not go on', LONG);
    }
    const picture = field.toSvg()!;
    await waitUntil(() => isRedrawn(field, picture), `the field does not follow: ${words(field)}`, LONG);
    killAll();
    await waitUntil(() => state!.phase === 'failed' && words(trainer) !== '', `not failed: ${state!.phase} ${state!.step}`, LONG);
    expect(words(trainer)).to.match(/worker no longer answers/);
    expect(errors.map(({ code }) => code)).to.deep.equal(['worker']);
  } finally {
    watching.unsubscribe();
  }
});
