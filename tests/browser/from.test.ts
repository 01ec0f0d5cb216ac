import { expect, fixture, html } from '@open-wc/testing';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { frames } from './scene.ts';
import { words, type Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

/** What figures say with `fm-error` while they stand in this page, by id. */
async function createPage(template: unknown): Promise<{ page: HTMLElement; said: string[]; field: (id: string) => FmField }> {
  const said: string[] = [];
  const page = await fixture<HTMLElement>(html`<div @fm-error=${(event: CustomEvent<{ attribute: string }>) => said.push(`${(event.target as Element).id}: ${event.detail.attribute}`)}>${template}</div>`);
  return { page, said, field: (id) => page.querySelector<FmField>(`#${id}`)! };
}

const follows = (a: Figure, b: Figure): Promise<void> => waitUntil(() => b.flow !== undefined && a.flow === b.flow, 'it follows nobody');
const complains = (figure: Figure): Promise<void> => waitUntil(() => words(figure) !== '', 'nothing is said');
const isContent = (figure: Figure): Promise<void> => waitUntil(() => words(figure) === '', 'the words stay');

it('what is said of from is taken down when the element comes later, or gets its id later', async () => {
  const { page, said, field } = await createPage(html`<fm-field id="a" from="#comes"></fm-field><fm-field id="b" from="#named"></fm-field><fm-field></fm-field>`);
  const [a, b, unnamed] = [field('a'), field('b'), page.querySelector<FmField>('fm-field:not([id])')!];
  for (const figure of [a, b]) await complains(figure);
  expect(said.sort()).to.deep.equal(['a: from', 'b: from']);
  const late = document.createElement('fm-trainer');
  late.id = 'comes';
  page.append(late);
  unnamed.id = 'named';
  await follows(a, late);
  await follows(b, unnamed);
  for (const figure of [a, b]) await isContent(figure);
});

it('what is said of from is taken down when from is', async () => {
  const { field } = await createPage(html`<fm-field id="a" from="#nobody"></fm-field>`);
  const a = field('a');
  await complains(a);
  a.removeAttribute('from');
  await waitUntil(() => a.flow !== undefined, 'it has no flow of its own');
  await isContent(a);
});

it('what is said of from is taken down as soon as the element is there, though its data is on its way', async () => {
  const { page, field } = await createPage(html`<fm-field id="a" from="#slow"></fm-field>`);
  const a = field('a');
  await complains(a);
  const { fetch: original } = window;
  window.fetch = () => new Promise(() => undefined);
  const slow = document.createElement('fm-field');
  Object.assign(slow, { id: 'slow', src: '/never.csv' });
  page.append(slow);
  await isContent(a);
  expect(a.flow).to.equal(undefined);
  slow.remove();
  window.fetch = original;
});

it('an element that follows itself says so once', async () => {
  const { said, field } = await createPage(html`<fm-field id="me" from="#me"></fm-field>`);
  await complains(field('me'));
  expect(words(field('me'))).to.match(/circle/);
  await frames(30);
  expect(said).to.deep.equal(['me: from']);
});

for (const circle of [['a', 'b'], ['a', 'b', 'c', 'd']]) {
  it(`a circle of ${circle.length} is said once by each, and is over when one of them leaves it`, async () => {
    const { said, field } = await createPage(circle.map((id, i) => html`<fm-field id=${id} from="#${circle[(i + 1) % circle.length]}"></fm-field>`));
    for (const id of circle) await complains(field(id));
    await frames(30);
    expect(said.sort()).to.deep.equal(circle.map((id) => `${id}: from`));
    field('a').removeAttribute('from');
    for (const id of circle) {
      await follows(field(id), field('a'));
      await isContent(field(id));
    }
  });
}

it('a circle that is closed later is said as well', async () => {
  const { said, field } = await createPage(html`<fm-field id="a"></fm-field><fm-field id="b" from="#a"></fm-field>`);
  await follows(field('b'), field('a'));
  field('a').setAttribute('from', '#b');
  for (const id of ['a', 'b']) await complains(field(id));
  expect(said.sort()).to.deep.equal(['a: from', 'b: from']);
});

it('an id that moves to another element is followed', async () => {
  const { page, said, field } = await createPage(html`<fm-field id="one"></fm-field><fm-field class="two"></fm-field><fm-field id="f" from="#one"></fm-field>`);
  const [one, two, f] = [field('one'), page.querySelector<FmField>('.two')!, field('f')];
  await follows(f, one);
  one.removeAttribute('id');
  two.id = 'one';
  await follows(f, two);
  expect(said).to.deep.equal([]);
});

it('the element that is named may be taken out and put back, or replaced by another', async () => {
  const { page, said, field } = await createPage(html`<fm-field id="owner"></fm-field><fm-field id="f" from="#owner"></fm-field>`);
  const [owner, f] = [field('owner'), field('f')];
  await follows(f, owner);
  const { flow } = owner;
  owner.remove();
  page.append(owner);
  await follows(f, owner);
  expect(f.flow).to.equal(flow);
  const other = document.createElement('fm-field');
  other.id = 'owner';
  owner.replaceWith(other);
  await follows(f, other);
  expect(said).to.deep.equal([]);
});

it('a follower that is moved into a shadow root looks there', async () => {
  const { page, field } = await createPage(html`<fm-field id="owner"></fm-field><fm-field id="f" from="#owner"></fm-field><div></div>`);
  const [owner, f] = [field('owner'), field('f')];
  await follows(f, owner);
  const root = page.querySelector('div')!.attachShadow({ mode: 'open' });
  const inside = document.createElement('fm-field');
  inside.id = 'owner';
  root.append(inside, f);
  await follows(f, inside);
});

it('a follower that is moved before it has been drawn for the first time looks where it stands', async () => {
  const page = await fixture<HTMLElement>(html`<div><fm-field id="owner"></fm-field><div></div></div>`);
  const root = page.querySelector('div')!.attachShadow({ mode: 'open' });
  const inside = document.createElement('fm-field');
  inside.id = 'owner';
  root.append(inside);
  const f = document.createElement('fm-field');
  f.setAttribute('from', '#owner');
  // Its link begins with its first update, which others of a page with many keep waiting.
  page.append(f);
  await f.updateComplete;
  root.append(f);
  await follows(f, inside);
});

it('a trainer that is removed leaves nothing in force on the flow it joined, and says it again when it comes back', async () => {
  const { page, field } = await createPage(html`<fm-field id="a" target="moons"></fm-field><fm-trainer from="#a"></fm-trainer>`);
  const { flow } = field('a');
  const trainer = page.querySelector<FmTrainer>('fm-trainer')!;
  const model = (): string => flow!.parameters.model;
  await waitUntil(() => model() === 'learned', 'it does not join');
  trainer.remove();
  await frames(3);
  expect(model(), 'a move takes nothing back').to.equal('learned');
  await waitUntil(() => model() === 'exact', 'its claims stay');
  page.append(trainer);
  await waitUntil(() => model() === 'learned', 'it says nothing');
});

it('an id that moves to another element takes what a follower says with it', async () => {
  const { page, field } = await createPage(html`<fm-field id="one"></fm-field><fm-field class="two"></fm-field><fm-trainer from="#one"></fm-trainer>`);
  const [one, two] = [field('one'), page.querySelector<FmField>('.two')!];
  await waitUntil(() => one.flow?.parameters.model === 'learned', 'it does not join');
  one.removeAttribute('id');
  two.id = 'one';
  await waitUntil(() => two.flow?.parameters.model === 'learned', 'it does not follow');
  expect(one.flow!.parameters.model).to.equal('exact');
});

it('a sampler over a line shows whose paths they are: the network’s while a trainer is in its flow, and again the exact field’s', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><fm-sampler target="two-gaussians" steps="4" count="40"></fm-sampler></div>`);
  const sampler = page.querySelector('fm-sampler')!;
  await waitUntil(() => sampler.flow !== undefined && (sampler.toSvg()?.length ?? 0) > 5000, 'it is not drawn');
  const isDashed = (): boolean => sampler.toSvg()!.includes('stroke-dasharray');
  expect(isDashed(), 'the exact field’s').to.equal(false);
  sampler.id = 'line';
  const trainer = document.createElement('fm-trainer');
  Object.assign(trainer, { from: '#line', hiddenLayers: [4] });
  page.append(trainer);
  await waitUntil(isDashed, 'they look like the exact field’s');
  trainer.remove();
  await waitUntil(() => !isDashed(), 'they look like the network’s');
});
