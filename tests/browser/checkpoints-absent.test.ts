import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { click, middle } from './hands.ts';
import { waitUntil } from './wait.ts';

const PATIENCE = { timeout: 60_000 };

interface Created {
  readonly trainer: FmTrainer;
  readonly figures: readonly FmField[];
  /** A run from its beginning to its end, by a click. */
  train(): Promise<void>;
}

async function create(figures: ReturnType<typeof html>): Promise<Created> {
  const page = await fixture<HTMLElement>(html`<div style="width: 640px" lang="en">
    <fm-trainer id="absent" target="moons" hidden-layers="16" steps="120" batch="32" seed="3"></fm-trainer>${figures}
  </div>`);
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  const root = trainer.shadowRoot!;
  await waitUntil(() => root.querySelector('button.main:not([disabled])'), 'no trainer', PATIENCE);
  return {
    trainer, figures: [...page.querySelectorAll<FmField>('fm-field')],
    async train() {
      await click(middle(root.querySelector<HTMLElement>('button.main')!));
      await waitUntil(() => root.querySelector<HTMLInputElement>('input[type=range]')?.max === '120', 'it does not end', PATIENCE);
    },
  };
}

const notesOf = ({ shadowRoot }: FmField): string => [...shadowRoot!.querySelectorAll('.note, .waiting, .variants')].map(({ textContent }) => textContent.trim()).join(' ');
const problemOf = ({ shadowRoot }: FmField): string => shadowRoot!.querySelector('[role=alert]')?.textContent.trim() ?? '';
/** How much is drawn, labels aside; 0 where there is no picture at all. */
const drawn = (figure: FmField): number => new DOMParser().parseFromString(figure.toSvg() ?? '<svg/>', 'image/svg+xml').querySelectorAll('path, circle, line').length;
const paths = (figure: FmField): string => [...new DOMParser().parseFromString(figure.toSvg() ?? '<svg/>', 'image/svg+xml').querySelectorAll('path')].map((path) => path.getAttribute('d')).join('|');
const frames = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

it('a checkpoint is the network’s: a field that is exact by its author stays exact, and one that is conditional says that it has none', async function () {
  this.timeout(150_000);
  const { figures, train } = await create(html`
    <fm-field from="#absent" t="0.8" layers="arrows" field="exact"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows" field="exact" checkpoint="17"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows" field="both" checkpoint="17"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows" checkpoint="17"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows" field="conditional" checkpoint="17"></fm-field>`);
  const [plain, exact, both, bare, conditional] = figures;
  await train();
  await waitUntil(() => [plain, exact, both, bare].every((figure) => drawn(figure) > 0), figures.map(drawn).join(), PATIENCE);
  expect(paths(exact)).to.equal(paths(plain));
  expect(paths(bare)).not.to.equal(paths(plain));
  expect(paths(both)).not.to.equal(paths(bare));
  await waitUntil(() => problemOf(conditional) === 'checkpoint: "conditional" shows no network, so it has no checkpoints; take field="learned", "both" or "difference".', problemOf(conditional), PATIENCE);
  expect(conditional.toSvg()).to.equal(undefined);
  const errors: string[] = [];
  conditional.addEventListener('fm-error', (event) => errors.push(event.detail.message));
  conditional.removeAttribute('checkpoint');
  await waitUntil(() => problemOf(conditional) === '' && drawn(conditional) > 0, problemOf(conditional), PATIENCE);
  expect(errors).to.deep.equal([]);
});

it('over one another, those whose step is not reached are not drawn, after a reset neither', async function () {
  this.timeout(150_000);
  const { figures: [figure], trainer, train } = await create(html`<fm-field from="#absent" t="0.8" layers="arrows" compare-by="overlay" compare="checkpoint: 17, 90"></fm-field>`);
  const isBlank = (): boolean => (notesOf(figure).match(/is not reached yet/g) ?? []).length === 2 && drawn(figure) === 0;
  await waitUntil(isBlank, notesOf(figure), PATIENCE);
  await train();
  await waitUntil(() => !notesOf(figure).includes('reached') && drawn(figure) > 1, notesOf(figure), PATIENCE);
  trainer.resetTraining();
  await waitUntil(isBlank, `${notesOf(figure)} ${drawn(figure)}`, PATIENCE);
  await train();
  await waitUntil(() => !notesOf(figure).includes('reached') && drawn(figure) > 1, notesOf(figure), PATIENCE);
});

it('a network that is gone takes its picture with it, whatever else the figure shows, and axes alone do not stand for one that is to come', async function () {
  this.timeout(150_000);
  const { figures, trainer, train } = await create(html`
    <fm-field from="#absent" t="0.8" layers="pairs particles" checkpoint="20"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows points" checkpoint="20" points="0,0; 1,1"></fm-field>
    <fm-field from="#absent" t="0.8" layers="arrows points" points="0,0" compare="checkpoint: 20"></fm-field>`);
  const areBlank = (): boolean => figures.every((figure) => figure.toSvg() === undefined && notesOf(figure).includes('Step 20 is not reached yet'));
  const state = (): string => figures.map((figure) => `${notesOf(figure)} ${figure.toSvg()?.length ?? 0}`).join('; ');
  await waitUntil(areBlank, state(), PATIENCE);
  for (const change of [() => trainer.flow!.set({ coupling: 'ot' }), () => trainer.flow!.set({ seed: 5 })]) {
    await train();
    await waitUntil(() => figures.every((figure) => (figure.toSvg()?.length ?? 0) > 2000), state(), PATIENCE);
    change();
    await waitUntil(areBlank, state(), PATIENCE);
    // Whatever was asked of the last run has been answered by then.
    await frames(90);
    expect(areBlank(), state()).to.equal(true);
  }
});

it('a figure whose checkpoint changes to one that is not there tells nothing of the one before', async function () {
  this.timeout(150_000);
  const { figures: [figure], train } = await create(html`<fm-field from="#absent" t="1" checkpoint="17" layers="likelihood"></fm-field>`);
  const reading = (): string => figure.shadowRoot!.querySelector('.reading')?.textContent.trim() ?? '';
  await train();
  await waitUntil(() => /\d/.test(reading()), 'nothing is told', PATIENCE);
  figure.checkpoint = 5000;
  await waitUntil(() => notesOf(figure).includes('Step 5000 is beyond the last, 120'), notesOf(figure), PATIENCE);
  await frames(3);
  expect(reading()).to.equal('');
  figure.checkpoint = 17;
  await waitUntil(() => /\d/.test(reading()), 'nothing is told again', PATIENCE);
});

it('the exact field is shown beside a checkpoint where its property asks for it, before or after the first picture, and the network’s where nobody does any more', async function () {
  this.timeout(150_000);
  const { figures, train } = await create(html`<fm-field from="#absent" checkpoint="17"></fm-field><fm-field from="#absent" checkpoint="17" .field=${'exact'}></fm-field>`);
  await train();
  const nameOf = ({ shadowRoot }: FmField): string => shadowRoot!.querySelector('canvas')?.getAttribute('aria-label') ?? '';
  const [late, early] = figures;
  await waitUntil(() => /^Learned/.test(nameOf(late)) && /^Exact/.test(nameOf(early)), figures.map(nameOf).join(), PATIENCE);
  late.field = 'exact';
  await waitUntil(() => /^Exact/.test(nameOf(late)) && drawn(late) > 0 && paths(late) === paths(early), nameOf(late), PATIENCE);
  late.setAttribute('field', 'exact');
  late.removeAttribute('field');
  await waitUntil(() => /^Learned/.test(nameOf(late)), nameOf(late), PATIENCE);
});
