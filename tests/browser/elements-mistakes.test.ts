import { expect, fixture, html } from '@open-wc/testing';
import { of } from 'rxjs';
import { createNetwork, createRandom, sampleMixture } from 'fm-elements/math';
import { createFlow, integrate } from 'fm-elements/streams';
import type { FmErrorEvent, FmField, FmSampler } from 'fm-elements';
import 'fm-elements';
import { atRest, csv, GOOD, painted, words } from './figures.ts';
import { waitUntil } from './wait.ts';

/** A figure with an author's mistake beside one without: the first must speak, the second must live. */
async function createMistake(attributes: Record<string, string>): Promise<{ figure: FmField; neighbour: FmField; errors: FmErrorEvent[] }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"><img alt="" hidden /></div>`);
  const errors: FmErrorEvent[] = [];
  page.addEventListener('fm-error', (event) => errors.push(event));
  const figure = document.createElement('fm-field');
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
  const neighbour = document.createElement('fm-field');
  page.append(figure, neighbour);
  return { figure, neighbour, errors };
}

const MISTAKES: { title: string; attributes: Record<string, string>; attribute: string; says: RegExp }[] = [
  { title: 'an unknown target', attributes: { target: 'mooons' }, attribute: 'target', says: /"mooons"; there are gaussian, moons.* Did you mean "moons"\?$/ },
  { title: 'a file that is not there', attributes: { src: '/no-such.csv' }, attribute: 'src', says: /no-such\.csv.*404/ },
  { title: 'a file that is a web page', attributes: { src: csv('<!doctype html><p>Not a table</p>') }, attribute: 'src', says: /web page/ },
  { title: 'a column that does not exist', attributes: { src: GOOD, columns: 'a,c' }, attribute: 'columns', says: /"c".*"a", "b"/ },
  { title: 'no numeric row', attributes: { src: csv('a,b\nx,y\nz,w') }, attribute: 'columns', says: /No row has a number/ },
  { title: 'one data point only', attributes: { src: csv('a,b\n1,2') }, attribute: 'src', says: /only one row of numbers/ },
  { title: 'a column that never varies', attributes: { src: csv('a,b\n1,2\n1,3') }, attribute: 'columns', says: /"a" holds 1/ },
  { title: 'four columns', attributes: { src: csv('a,b,c,d\n1,2,3,4\n4,5,7,6'), columns: 'a,b,c,d' }, attribute: 'columns', says: /4 dimensions.*one to three columns/ },
  { title: 'a difference of fields in space', attributes: { target: 'trefoil', field: 'difference' }, attribute: 'field', says: /"difference" shades paper.*trefoil.*in 3D; take both/ },
  { title: 'a difference over time', attributes: { target: 'moons', view: 'spacetime', field: 'difference' }, attribute: 'field', says: /"difference" shades paper.*moons.*in 3D; take both/ },
  { title: 'a flat field in a view of space', attributes: { target: 'moons', view: 'volume' }, attribute: 'view', says: /"volume" shows three dimensions, and "moons" has 2; leave it out, or take plane or spacetime/ },
  { title: 'a density in space', attributes: { target: 'trefoil', layers: 'arrows density' }, attribute: 'layers', says: /"density".*in space.*trefoil.*has 3 dimensions; take some of arrows.*particles/ },
  { title: 'an unknown source', attributes: { source: 'gausian' }, attribute: 'source', says: /"gausian".* Did you mean "gaussian"\?$/ },
  { title: 'a text without letters', attributes: { target: 'text: ' }, attribute: 'target', says: /1 to 16 characters/ },
  { title: 'a broken image', attributes: { src: 'data:image/png;base64,AAAA' }, attribute: 'src', says: /not an image/ },
  { title: 'a word that no attribute knows', attributes: { field: 'exakt' }, attribute: 'field', says: /"exakt".*exact, learned, both, difference.* Did you mean "exact"\?$/ },
  { title: 'a layer that there is not', attributes: { layers: 'arrows clouds' }, attribute: 'layers', says: /"clouds".*arrows, streamlines, density.*plan\.$/ },
  { title: 'a layer that is mistyped', attributes: { layers: 'arrows particels' }, attribute: 'layers', says: /Did you mean "particles"\?$/ },
  { title: 'an element that is not there', attributes: { from: '#nobody' }, attribute: 'from', says: /#nobody/ },
];

for (const { title, attributes, attribute, says } of MISTAKES) {
  it(`${title}: a sentence in the figure, one event, and the other figure goes on`, async () => {
    const { figure, neighbour, errors } = await createMistake(attributes);
    await waitUntil(() => words(figure) !== '', 'the figure says nothing');
    await painted(neighbour);
    await waitUntil(() => says.test(words(figure))).catch(() => expect(words(figure)).to.match(says));
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
    <fm-field from="#owner" field="difference"></fm-field><fm-field from="#owner" layers="density"></fm-field><fm-field from="#owner" view="plane"></fm-field>
  </div>`);
  const [owner, ...followers] = [...page.querySelectorAll('fm-field')];
  await painted(owner);
  for (const [i, attribute] of ['field', 'layers', 'view'].entries()) {
    await waitUntil(() => words(followers[i]).startsWith(`${attribute}: `), `no words about ${attribute}`);
  }
  owner.src = csv('a,b,c,d\n1,2,3,4\n4,5,7,6');
  owner.columns = 'a,b,c,d';
  await waitUntil(() => words(owner).includes('4 dimensions'), 'the owner says nothing');
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
  await waitUntil(() => words(sampler) !== '', 'the view says nothing');
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
  await waitUntil(() => /^\d+ points are not drawn: not a number, or too far out\.$/.test(leftOut() ?? ''), 'no words');
});

it('the sentence stands at the top of the picture’s place, and can be read over a still, on a light page and on a dark one', async () => {
  for (const [ink, paper] of [['black', 'white'], ['white', 'black']]) {
    const page = await fixture<HTMLElement>(html`<div style="width: 360px; color: ${ink}; background: ${paper}"><fm-field target="mooons"><img alt="a still" src="data:," /></fm-field></div>`);
    const figure = page.querySelector('fm-field')!;
    await waitUntil(() => words(figure) !== '', 'nothing is said');
    const root = figure.shadowRoot!;
    await waitUntil(() => root.querySelector('.figure')!.classList.contains('dark') === (ink === 'white'), 'the page’s colours are not heard');
    const problem = root.querySelector('.problem')!;
    const box = problem.getBoundingClientRect();
    expect(box.top).to.be.closeTo(root.querySelector('.surface')!.getBoundingClientRect().top, 1);
    const { backgroundColor } = getComputedStyle(problem);
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
    canvas.fillStyle = backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    expect(alpha, backgroundColor).to.equal(255);
    const brightness = (red + green + blue) / 3;
    expect(ink === 'white' ? brightness : 255 - brightness, backgroundColor).to.be.lessThan(80);
    page.remove();
  }
});

for (const tag of ['fm-field', 'fm-sampler', 'fm-trainer'] as const) {
  it(`a mistaken ${tag} is no larger than its words and has no controls, keeps a still, and has its room again once it is mended`, async () => {
    const page = await fixture<HTMLElement>(html`<div style="width: 360px"></div>`);
    const figure = document.createElement(tag);
    figure.setAttribute('target', 'mooons');
    page.append(figure);
    await waitUntil(() => words(figure) !== '', 'nothing is said');
    const root = figure.shadowRoot!;
    const heightOf = (element: Element): number => element.getBoundingClientRect().height;
    const controls = (): number => root.querySelectorAll('input, button, .timeline, .training').length;
    expect(heightOf(figure)).to.be.closeTo(heightOf(root.querySelector('.problem')!), 2);
    expect(controls()).to.equal(0);
    const still = new Image(1200, 800);
    still.src = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"/>');
    figure.append(still);
    await waitUntil(() => Math.abs(heightOf(still) - 240) < 1, 'the still is not seen in its shape');
    expect(still.getBoundingClientRect().top).to.be.at.least(root.querySelector('.problem')!.getBoundingClientRect().bottom - 1);
    figure.setAttribute('target', 'moons');
    if (tag !== 'fm-trainer') await painted(figure);
    await waitUntil(() => words(figure) === '' && controls() > 0, 'no controls');
    expect(heightOf(root.querySelector('.surface')!)).to.be.closeTo(240, 1);
  });
}

it('a failure of the page, which may end by itself, leaves the figure its room and its controls', async () => {
  const field = await fixture<FmField>(html`<fm-field target="moons" style="width: 360px"></fm-field>`);
  await painted(field);
  // A layer that answers later would take the failure back.
  await atRest(() => [field.toSvg() ?? '']);
  field.report({ code: 'worker', saying: { key: 'unexpected', reason: 'lost' } });
  await waitUntil(() => words(field) !== '', 'nothing is said');
  expect(field.shadowRoot!.querySelector('.surface')!.getBoundingClientRect().height).to.be.closeTo(240, 1);
  expect(field.shadowRoot!.querySelectorAll('.timeline').length).to.equal(1);
});

it('no picture from before a mistake is printed behind it', async () => {
  const field = await fixture<FmField>(html`<fm-field target="moons" style="width: 360px"></fm-field>`);
  await painted(field);
  field.setAttribute('field', 'exakt');
  await waitUntil(() => words(field) !== '', 'nothing is said');
  dispatchEvent(new Event('beforeprint'));
  expect(field.shadowRoot!.querySelector('.on-paper')).to.equal(null);
  expect(field.shadowRoot!.querySelector('.problem')!.getBoundingClientRect().height).to.be.greaterThan(10);
  dispatchEvent(new Event('afterprint'));
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

it('a mistyped attribute is warned of on the console, once for all figures, by the name that is nearest, and one of another element by who has it; those of the page and of frameworks are let be', async () => {
  const original = console.warn;
  const warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    const page = await fixture<HTMLElement>(html`<div style="width: 360px">
      <fm-field traget="moons"></fm-field><fm-field traget="circles"></fm-field><fm-sampler solvr="euler" target="moons" view="plane"></fm-sampler>
      <fm-field hidden-layers="8" hidden></fm-field><fm-field hidden-layers="9" hidden></fm-field><fm-trainer layers="arrows" hidden></fm-trainer>
      <fm-field id="one" class="a" style="margin: 0" slot="" title="tile" lang="en" dir="ltr" hidden data-target="x" aria-label="x" role="figure" part="figure" is="x" itemprop="x"
        onclicks="x" v-if="x" ng-view="x" _targe="x" x:target="x" type="x" name="x" size="x" height="9" width="9" key="x"></fm-field>
    </div>`);
    await painted(page.querySelector('fm-field')!);
    await waitUntil(() => warnings.length >= 4, 'nothing is warned of');
    await painted(page.querySelector('fm-sampler')!);
    expect(warnings.sort()).to.deep.equal([
      'fm-elements: <fm-field> has no attribute "hidden-layers"; <fm-trainer> has.', 'fm-elements: <fm-field> has no attribute "traget"; did you mean "target"?',
      'fm-elements: <fm-sampler> has no attribute "solvr"; did you mean "solver"?', 'fm-elements: <fm-trainer> has no attribute "layers"; <fm-field> and <fm-sampler> have.',
    ]);
  } finally {
    console.warn = original;
  }
});

it('which word was meant is asked in French too, and in the panel that has it', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 720px" lang="fr"><fm-field target="mooons"></fm-field><fm-field target="moons" compare="coupling: independent, sinkhron"></fm-field></div>`);
  const [alone, compared] = [...page.querySelectorAll('fm-field')];
  await waitUntil(() => words(alone).endsWith('Vouliez-vous dire «\u00a0moons\u00a0»\u202f?'), words(alone));
  await waitUntil(() => /sinkhron.*Vouliez-vous dire «\u00a0sinkhorn\u00a0»\u202f\?/s.test(compared.shadowRoot!.textContent), 'the panel does not ask');
});
