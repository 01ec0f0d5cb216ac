import { expect, fixture, html } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmTrainer } from 'fm-elements';
import type { TrainingState } from 'fm-elements/streams';
import 'fm-elements';
import { frames } from './scene.ts';
import { painted, type Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

const MOVES = 100;

type Place = (figure: Figure, parent: Element) => void;
const WAYS: Readonly<Record<string, Place>> = {
  appendChild: (figure, parent) => void parent.append(figure),
  'remove and append': (figure, parent) => {
    figure.remove();
    parent.append(figure);
  },
  ...('moveBefore' in Element.prototype && {
    moveBefore: (figure: Figure, parent: Element) => (parent as Element & { moveBefore(node: Node, child: Node | null): void }).moveBefore(figure, null),
  }),
};

/** Two parents and a figure in the first. */
async function createPage<T extends Figure>(template: unknown): Promise<{ figure: T; parents: readonly [Element, Element] }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><div>${template}</div><div></div></div>`);
  const [first, second] = page.children;
  const figure = first.firstElementChild as T;
  await waitUntil(() => figure.flow !== undefined, 'no flow');
  return { figure, parents: [first, second] };
}

async function moveOften(figure: Figure, parents: readonly [Element, Element], place: Place, afterEach: () => void = () => undefined): Promise<void> {
  for (let move = 1; move <= MOVES; move++) {
    place(figure, parents[move % 2]);
    if (move % 5 === 0) await frames(1);
    afterEach();
  }
}

/** Counts the workers that are started while `act` runs. */
async function countingWorkers(act: () => Promise<void>): Promise<number> {
  const Original = window.Worker;
  let count = 0;
  window.Worker = class extends Original {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      count++;
    }
  };
  await act();
  window.Worker = Original;
  return count;
}

const inkOf = (figure: Figure): boolean => {
  const canvas = figure.shadowRoot!.querySelector('canvas')!;
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
};

/** Presses a button of the figure with the reader's own mouse. */
async function press(figure: Figure, selector: string): Promise<void> {
  const button = figure.shadowRoot!.querySelector(selector)!;
  button.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = button.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

for (const [way, place] of Object.entries(WAYS)) {
  describe(`moved a hundred times by ${way}`, () => {
    it('a training goes on in its worker, and the picture is never blank', async () => {
      const { figure, parents } = await createPage<FmTrainer>(html`<fm-trainer target="moons" hidden-layers="64,64" steps="100000" batch="64"></fm-trainer>`);
      figure.train();
      await firstValueFrom(figure.flow!.training.state$.pipe(filter((state) => state.phase === 'training' && state.step > 3)));
      await painted(figure);
      const steps: number[] = [];
      const watching = figure.flow!.training.state$.subscribe(({ step }) => steps.push(step));
      let blank = 0;
      const workers = await countingWorkers(() => moveOften(figure, parents, place, () => void (blank += inkOf(figure) ? 0 : 1)));
      const reached = steps.at(-1);
      await firstValueFrom(figure.flow!.training.state$.pipe(filter((state) => state.step > reached)));
      watching.unsubscribe();
      figure.resetTraining();
      expect(steps, 'a step was reset').to.deep.equal([...steps].sort((a, b) => a - b));
      expect({ workers, blank }).to.deep.equal({ workers: 0, blank: 0 });
    });

    it('a training that autostart began and that is over stays over', async () => {
      const { figure, parents } = await createPage<FmTrainer>(html`<fm-trainer autostart target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>`);
      await firstValueFrom(figure.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
      const phases = new Set<TrainingState['phase']>();
      const watching = figure.flow!.training.state$.subscribe(({ phase }) => phases.add(phase));
      await moveOften(figure, parents, place);
      await frames(5);
      watching.unsubscribe();
      expect([...phases]).to.deep.equal(['done']);
    });

    it('a clock that the reader has paused stays paused where it is', async () => {
      const { figure, parents } = await createPage<FmField>(html`<fm-field target="moons" t="0.2" playing></fm-field>`);
      await painted(figure);
      await waitUntil(() => figure.currentTime > 0.2, 'it does not play');
      await press(figure, '.timeline button');
      expect(figure.paused).to.equal(true);
      const t = figure.currentTime;
      await moveOften(figure, parents, place);
      await frames(5);
      expect([figure.currentTime, figure.paused]).to.deep.equal([t, true]);
    });

    it('a clock that runs goes on running, forwards', async () => {
      const { figure, parents } = await createPage<FmField>(html`<fm-field target="moons" t="0" playing></fm-field>`);
      await waitUntil(() => figure.currentTime > 0, 'it does not play');
      const times: number[] = [];
      const watching = figure.flow!.clock.time$.subscribe((t) => times.push(t));
      await moveOften(figure, parents, place);
      watching.unsubscribe();
      expect(figure.paused).to.equal(false);
      expect(times, 'it jumped back').to.deep.equal([...times].sort((a, b) => a - b));
      figure.pause();
    });
  });
}

it('a figure that comes back after it was gone overrules nobody: the training stays over, the clock where it was', async () => {
  const { figure, parents } = await createPage<FmTrainer>(html`<fm-trainer autostart t="0.3" target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>`);
  const { flow } = figure;
  await firstValueFrom(flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  figure.currentTime = 0.7;
  figure.remove();
  await frames(3);
  parents[1].append(figure);
  await frames(3);
  const phases = new Set<TrainingState['phase']>();
  const watching = flow!.training.state$.subscribe(({ phase }) => phases.add(phase));
  await frames(5);
  watching.unsubscribe();
  expect(figure.flow).to.equal(flow);
  expect([...phases]).to.deep.equal(['done']);
  expect(figure.currentTime).to.equal(0.7);
});

it('a figure that is moved to where the page writes light on dark takes on its look', async () => {
  const { figure, parents } = await createPage<FmField>(html`<fm-field target="moons"></fm-field>`);
  await painted(figure);
  (parents[1] as HTMLElement).style.cssText = 'color: white; background: black';
  const isDark = (): boolean => figure.shadowRoot!.querySelector('.figure')!.classList.contains('dark');
  expect(isDark()).to.equal(false);
  for (const [way, place] of Object.entries(WAYS)) {
    place(figure, parents[1]);
    await waitUntil(isDark, `${way}: still light`);
    place(figure, parents[0]);
    await waitUntil(() => !isDark(), `${way}: still dark`);
  }
});
