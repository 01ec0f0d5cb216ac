import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { of } from 'rxjs';
import { createNetwork, createRandom, sampleMixture } from 'fm-elements/math';
import { createFlow, integrate } from 'fm-elements/streams';
import type { FmErrorEvent, FmField, FmSampler } from 'fm-elements';
import 'fm-elements';
import { csv, GOOD, painted, words } from './figures.ts';

/** A figure with an author's mistake beside one without: the first must speak, the second must live. */
async function createMistake(attributes: Record<string, string>): Promise<{ figure: FmField; neighbour: FmField; errors: FmErrorEvent[] }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><img alt="" hidden /></div>`);
  const errors: FmErrorEvent[] = [];
  page.addEventListener('fm-error', (event) => errors.push(event as FmErrorEvent));
  const figure = document.createElement('fm-field');
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
  const neighbour = document.createElement('fm-field');
  page.append(figure, neighbour);
  return { figure, neighbour, errors };
}

const MISTAKES: { title: string; attributes: Record<string, string>; attribute: string; says: RegExp }[] = [
  { title: 'an unknown target', attributes: { target: 'mooons' }, attribute: 'target', says: /mooons.*moons/s },
  { title: 'a file that is not there', attributes: { src: '/no-such.csv' }, attribute: 'src', says: /no-such\.csv.*404/ },
  { title: 'a file that is a web page', attributes: { src: csv('<!doctype html><p>Not a table</p>') }, attribute: 'src', says: /web page/ },
  { title: 'a column that does not exist', attributes: { src: GOOD, columns: 'a,c' }, attribute: 'columns', says: /"c".*"a", "b"/ },
  { title: 'no numeric row', attributes: { src: csv('a,b\nx,y\nz,w') }, attribute: 'columns', says: /No row has a number/ },
  { title: 'one data point only', attributes: { src: csv('a,b\n1,2') }, attribute: 'src', says: /only one row of numbers/ },
  { title: 'a column that never varies', attributes: { src: csv('a,b\n1,2\n1,3') }, attribute: 'columns', says: /"a" holds 1/ },
  { title: 'four columns', attributes: { src: csv('a,b,c,d\n1,2,3,4\n4,5,7,6'), columns: 'a,b,c,d' }, attribute: 'columns', says: /4 dimensions.*one to three columns/ },
  { title: 'a comparison of arrows in space', attributes: { target: 'trefoil', field: 'difference' }, attribute: 'field', says: /trefoil.*has 3; take exact or learned/ },
  { title: 'a comparison over time', attributes: { target: 'moons', view: 'spacetime', field: 'both' }, attribute: 'field', says: /"both".*view="spacetime" adds time; take exact or learned/ },
  { title: 'a flat field in a view of space', attributes: { target: 'moons', view: 'volume' }, attribute: 'view', says: /"volume" shows three dimensions, and "moons" has 2; leave it out, or take plane or spacetime/ },
  { title: 'a density in space', attributes: { target: 'trefoil', layers: 'arrows density' }, attribute: 'layers', says: /"density".*trefoil.*has 3; take arrows, particles or both/ },
  { title: 'an unknown source', attributes: { source: 'gausian' }, attribute: 'source', says: /"gausian".*gaussian/s },
  { title: 'a text without letters', attributes: { target: 'text: ' }, attribute: 'target', says: /1 to 16 characters/ },
  { title: 'a broken image', attributes: { src: 'data:image/png;base64,AAAA' }, attribute: 'src', says: /not an image/ },
  { title: 'a word that no attribute knows', attributes: { field: 'exakt' }, attribute: 'field', says: /"exakt".*exact, learned, both, difference/ },
  { title: 'a layer that there is not', attributes: { layers: 'arrows clouds' }, attribute: 'layers', says: /"clouds".*arrows, streamlines, density/ },
  { title: 'an element that is not there', attributes: { from: '#nobody' }, attribute: 'from', says: /#nobody/ },
];

for (const { title, attributes, attribute, says } of MISTAKES) {
  it(`${title}: a sentence in the figure, one event, and the other figure goes on`, async () => {
    const { figure, neighbour, errors } = await createMistake(attributes);
    await waitUntil(() => words(figure) !== '', 'the figure says nothing', { timeout: 5000 });
    await painted(neighbour);
    expect(words(figure)).to.match(says);
    expect(words(figure)).to.contain(attribute);
    expect(errors.length).to.equal(1);
    expect(errors[0].detail.attribute).to.equal(attribute);
    expect(errors[0].target).to.equal(figure);
    expect(words(neighbour)).to.equal('');
  });
}

it('of a flow that is another’s, an element says what is wrong with its own attributes, and not with the data', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">
    <fm-field id="owner" target="torus"></fm-field>
    <fm-field from="#owner" field="both"></fm-field><fm-field from="#owner" layers="density"></fm-field><fm-field from="#owner" view="plane"></fm-field>
  </div>`);
  const [owner, ...followers] = [...page.querySelectorAll('fm-field')];
  await painted(owner);
  for (const [i, attribute] of ['field', 'layers', 'view'].entries()) {
    await waitUntil(() => words(followers[i]).startsWith(`${attribute}: `), `no words about ${attribute}`, { timeout: 5000 });
  }
  owner.src = csv('a,b,c,d\n1,2,3,4\n4,5,7,6');
  owner.columns = 'a,b,c,d';
  await waitUntil(() => words(owner).includes('4 dimensions'), 'the owner says nothing', { timeout: 5000 });
  expect(followers.map(words).join()).not.to.contain('4 dimensions');
});

it('a mistake that is mended leaves no word behind', async () => {
  const { figure } = await createMistake({ target: 'mooons' });
  await waitUntil(() => words(figure) !== '');
  figure.target = 'circles';
  await painted(figure);
  expect(words(figure)).to.equal('');
});

it('a view that cannot show the data says which can, until it is mended', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><fm-sampler target="torus" view="plane" steps="4" count="200"></fm-sampler></div>`);
  const sampler = page.querySelector('fm-sampler')!;
  await waitUntil(() => words(sampler) !== '', 'the view says nothing', { timeout: 5000 });
  expect(words(sampler)).to.match(/^view: "plane" shows two dimensions, and "torus" has 3; leave it out, or take volume\.$/);
  sampler.view = undefined;
  await painted(sampler);
  expect(words(sampler)).to.equal('');
  sampler.view = 'spacetime';
  await waitUntil(() => words(sampler).includes('over time'), 'the second view says nothing');
  sampler.target = 'moons';
  await waitUntil(() => words(sampler) === '', 'words are left behind').catch(() => expect.fail(words(sampler)));
  await painted(sampler);
});

it('points that end nowhere are left out and counted in words, and a million are clamped and said', async () => {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (message: string) => said.push(message);
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><fm-sampler target="moons" view="plane" steps="2" count="1000000"></fm-sampler></div>`);
  const sampler = page.querySelector('fm-sampler')!;
  await painted(sampler);
  console.warn = warn;
  expect(said.join()).to.match(/count = 1000000 is outside 1 to 20000.*20000 is used/);
  const notes = (): string[] => [...sampler.shadowRoot!.querySelectorAll('.note')].map(({ textContent }) => textContent.trim());
  const leftOut = (): string | undefined => notes().find((note) => note.includes('not drawn'));
  expect(leftOut()).to.equal(undefined);
  const { layers: [first, ...rest], ...network } = createNetwork({ dimension: 2, hidden: [4], activation: 'relu', seed: 1 });
  const wild = { ...network, layers: [{ ...first, weights: first.weights.map((weight) => weight * 1e25) }, ...rest] };
  const flow = createFlow({ target: 'moons' });
  const start = sampleMixture(flow.laws.source.law, 300, createRandom(1));
  sampler.flow = { ...flow, laws: flow.laws, parameters: flow.parameters, cloud: () => of(wild).pipe(integrate({ start, solver: 'euler', steps: 2 })) };
  await waitUntil(() => /^\d+ points are not drawn: not a number, or too far out\.$/.test(leftOut() ?? ''), 'no words', { timeout: 5000 });
});

it('two members that disagree are warned about once, and the last one holds', async () => {
  const original = console.warn;
  const warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    const page = await fixture<HTMLElement>(html`<div><fm-field id="first" target="moons"></fm-field><fm-field id="second" from="#first" target="circles"></fm-field></div>`);
    const [first, second] = [...page.querySelectorAll('fm-field')];
    await waitUntil(() => second.flow !== undefined);
    expect(first.flow?.parameters.target).to.equal('circles');
    const about = warnings.filter((text) => text.includes('target'));
    expect(about.length).to.equal(1);
    expect(about[0]).to.contain('id="first"').and.to.contain('id="second"');
  } finally {
    console.warn = original;
  }
});

it('an attribute holds when it is set, not again at every redraw: one warning, and what a script sets stays', async () => {
  const original = console.warn;
  const warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    const sampler = await fixture<FmSampler>(html`<fm-sampler target="moons" view="plane" seed="3" steps="9999" count="20"></fm-sampler>`);
    sampler.flow!.set({ seed: 8 });
    for (let redraw = 0; redraw < 3; redraw++) {
      sampler.requestUpdate();
      await sampler.updateComplete;
    }
    expect(warnings.filter((text) => text.includes('9999')).length).to.equal(1);
    expect(sampler.flow!.parameters.seed).to.equal(8);
    sampler.seed = 5;
    await sampler.updateComplete;
    expect(sampler.flow!.parameters.seed).to.equal(5);
  } finally {
    console.warn = original;
  }
});
