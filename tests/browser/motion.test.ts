import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { atRest, isWhole } from './figures.ts';
import { frames, nextFrame } from './scene.ts';
import { waitUntil } from './wait.ts';

interface Trained {
  readonly flow: NonNullable<FmTrainer['flow']>;
  readonly figures: readonly (FmSampler | FmField)[];
  readonly page: HTMLElement;
}

/** Figures of a network that has learned a while, at rest. */
async function createTrained(figures: unknown): Promise<Trained> {
  const page = await fixture<HTMLElement>(html`<div style="width: 300px"><fm-trainer id="moving" t="1" target="moons" hidden-layers="16,16" steps="300" batch="64" seed="3"></fm-trainer>${figures}<div style="height: 5000px"></div></div>`);
  const { flow } = page.querySelector<FmTrainer>('fm-trainer')!;
  const shown = [...page.querySelectorAll<FmSampler | FmField>('fm-sampler, fm-field')];
  shown[0].scrollIntoView();
  await waitUntil(() => shown.every(isWhole), 'they are not drawn');
  flow!.training.start();
  await firstValueFrom(flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await atRest(() => shown.map((figure) => figure.toSvg()!));
  return { flow: flow!, figures: shown, page };
}

const canvasOf = (figure: FmSampler | FmField): HTMLCanvasElement => figure.shadowRoot!.querySelector('canvas')!;
const pixels = (figure: FmSampler | FmField): string => canvasOf(figure).toDataURL();

/** How many pictures are painted of a figure until it rests, while `act` is done: of one size, as finer ones of the same are no others. */
async function picturesOf(figure: FmSampler | FmField, act: () => void): Promise<number> {
  const [svg, seen] = [figure.toSvg(), new Map<string, Set<string>>()];
  const see = (): string => {
    const [{ width, height }, picture] = [canvasOf(figure), pixels(figure)];
    const size = `${width} ${height}`;
    seen.set(size, (seen.get(size) ?? new Set()).add(picture));
    return picture;
  };
  act();
  await waitUntil(() => (see(), figure.toSvg() !== svg), 'there is no other network');
  for (let still = 0; still < 45; still++) {
    const before = see();
    await nextFrame();
    if (pixels(figure) !== before) still = 0;
  }
  return Math.max(...[...seen.values()].map(({ size }) => size));
}

/** How often an animation frame is asked for. */
async function countingFrames(act: () => Promise<void>): Promise<number> {
  const original = window.requestAnimationFrame;
  let count = 0;
  window.requestAnimationFrame = (callback) => (count++, original.call(window, callback));
  await act();
  window.requestAnimationFrame = original;
  return count;
}

const ticks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 800));

describe('from one network to another', () => {
  it('clouds and fields move, in the plane and in space, and then rest; what is written as SVG is where they are to be', async () => {
    const { flow, figures } = await createTrained(html`<fm-sampler from="#moving" view="plane" count="50" steps="4"></fm-sampler><fm-field from="#moving" field="learned"></fm-field><fm-sampler from="#moving" view="spacetime" count="50" steps="4"></fm-sampler>`);
    for (const figure of figures) {
      figure.scrollIntoView();
      await frames(5);
      const trained = await atRest(() => [figure.toSvg()!]);
      let pictures = await picturesOf(figure, () => flow.training.lookBack(0));
      // A busy machine may have painted none on the way.
      for (let tries = 0; pictures <= 2 && tries < 3; tries++) {
        await picturesOf(figure, () => flow.training.lookBack(undefined));
        pictures = await picturesOf(figure, () => flow.training.lookBack(0));
      }
      // More than the network that was, and the one that is.
      expect(pictures, figure.localName).to.be.greaterThan(2);
      const untrained = figure.toSvg();
      expect(await countingFrames(ticks)).to.equal(0);
      await picturesOf(figure, () => flow.training.lookBack(undefined));
      expect([figure.toSvg()]).to.deep.equal(trained);
      expect(untrained).not.to.equal(trained[0]);
    }
  }).timeout(120_000);

  it('what goes out of sight half-way has arrived when it is seen again, and asks for no frame meanwhile', async () => {
    const { flow, figures: [sampler] } = await createTrained(html`<fm-sampler from="#moving" view="plane" count="50" steps="4"></fm-sampler>`);
    const before = [pixels(sampler), sampler.toSvg()];
    flow.training.lookBack(0);
    await waitUntil(() => sampler.toSvg() !== before[1] && pixels(sampler) !== before[0], 'it does not move');
    window.scrollTo(0, 4000);
    await frames(5);
    expect(await countingFrames(ticks)).to.equal(0);
    const halfWay = pixels(sampler);
    sampler.scrollIntoView();
    await waitUntil(() => pixels(sampler) !== halfWay, 'it stays half-way');
    await ticks();
    const arrived = pixels(sampler);
    sampler.t = 0.5;
    await frames(5);
    sampler.t = 1;
    await frames(5);
    expect(pixels(sampler) === arrived).to.equal(true);
  });

  it('who asked for less motion sees the other network at once', async function () {
    if (!/Chrome/.test(navigator.userAgent)) this.skip();
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const { flow, figures: [sampler] } = await createTrained(html`<fm-sampler from="#moving" view="plane" count="50" steps="4"></fm-sampler>`);
      expect(await picturesOf(sampler, () => flow.training.lookBack(0))).to.equal(2);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });
});
