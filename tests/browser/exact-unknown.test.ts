import { expect, fixture, html } from '@open-wc/testing';
import { filter, firstValueFrom } from 'rxjs';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { painted, words } from './figures.ts';
import { waitUntil } from './wait.ts';

const UNKNOWN = /exact field is known of coupling="independent" alone/;

async function createPage(content: ReturnType<typeof html>): Promise<{ page: HTMLElement; errors: FmErrorEvent[] }> {
  const errors: FmErrorEvent[] = [];
  const page = await fixture<HTMLElement>(html`<div style="width: 300px" @fm-error=${(event: FmErrorEvent) => errors.push(event)}>${content}</div>`);
  return { page, errors };
}

const finds = <T extends Element>(page: Element, selector: string): T => page.querySelector<T>(selector)!;

for (const field of ['exact', 'both', 'difference']) {
  it(`field="${field}" of minibatch pairs says that it is not known, and what can be shown`, async () => {
    const { page, errors } = await createPage(html`<fm-field coupling="ot" field=${field}></fm-field>`);
    const figure = finds<FmField>(page, 'fm-field');
    await waitUntil(() => words(figure) !== '', 'the figure says nothing');
    expect(words(figure)).to.match(UNKNOWN).and.match(/"ot"; take field="learned"/);
    expect(errors.map(({ detail }) => [detail.code, detail.attribute])).to.deep.equal([['exact', 'field']]);
    figure.coupling = 'independent';
    await painted(figure);
    expect(words(figure)).to.equal('');
  });
}

it('a cloud of minibatch pairs is not shown in the independent coupling’s field; a trainer gives it a field of its own', async () => {
  const { page, errors } = await createPage(html`<fm-sampler id="alone" coupling="sinkhorn" view="plane"></fm-sampler>`);
  const sampler = finds<FmSampler>(page, '#alone');
  await waitUntil(() => words(sampler) !== '', 'the sampler says nothing');
  expect(words(sampler)).to.match(UNKNOWN).and.match(/"sinkhorn"; add a trainer/);
  expect(errors.map(({ detail }) => [detail.code, detail.attribute])).to.deep.equal([['exact', 'coupling']]);
  const trainer = document.createElement('fm-trainer');
  trainer.from = '#alone';
  page.append(trainer);
  await painted(sampler);
  expect(words(sampler)).to.equal('');
});

it('figures that follow a trainer of minibatch pairs show its network, and only the exact one says why it cannot be drawn', async () => {
  const { page, errors } = await createPage(html`
    <fm-trainer id="pairs" coupling="ot"></fm-trainer>
    <fm-field from="#pairs" field="learned"></fm-field><fm-sampler from="#pairs" view="plane"></fm-sampler><fm-field id="exact" from="#pairs"></fm-field>`);
  await painted(finds<FmField>(page, 'fm-field'));
  await painted(finds<FmSampler>(page, 'fm-sampler'));
  await waitUntil(() => errors.length > 0, 'nothing is said');
  expect(errors.map(({ target }) => target)).to.deep.equal([finds(page, '#exact')]);
});

/** How much of the picture is covered by translucent colour: the density over a line, which paths and dots are not. */
function covered(figure: Element): number {
  const canvas = figure.shadowRoot!.querySelector('canvas')!;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 3) count++;
  return count / (canvas.width * canvas.height);
}

it('after a reflow the exact field is not known either, and a line shows the density of the network all the same', async () => {
  const { page } = await createPage(html`
    <fm-trainer id="line" target="two-gaussians" hidden-layers="8" steps="20" batch="16"></fm-trainer>
    <fm-field id="exact" from="#line"></fm-field><fm-field id="learned" from="#line" field="learned"></fm-field>`);
  const [trainer, exact, learned] = [finds<FmTrainer>(page, '#line'), finds<FmField>(page, '#exact'), finds<FmField>(page, '#learned')];
  await painted(exact);
  await painted(learned);
  await waitUntil(() => covered(learned) > 0.3, 'no density is drawn');
  const done = () => firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  trainer.train();
  await done();
  expect(words(exact)).to.equal('');
  trainer.reflow();
  await done();
  await waitUntil(() => words(exact) !== '', 'the exact figure says nothing');
  expect(words(exact)).to.match(/straightened paths \(reflow\) is not known; take field="learned"/);
  await waitUntil(() => covered(learned) > 0.3, 'the density of the network is gone');
  expect(learned.shadowRoot!.querySelector('[part=reading]')!.textContent).to.match(/density, carried from the source by the field, sums to (0\.\d\d|1\.0\d) over the picture/);
  expect(words(learned)).to.equal('');
  trainer.resetTraining();
  await waitUntil(() => words(exact) === '', 'the words stay');
});
