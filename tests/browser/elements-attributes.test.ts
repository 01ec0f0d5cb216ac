import { expect, fixture, html } from '@open-wc/testing';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { GOOD, painted, words, type Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

interface Watched<T extends Figure> {
  readonly figure: T;
  readonly errors: FmErrorEvent[];
}

async function create<K extends 'fm-field' | 'fm-sampler' | 'fm-trainer'>(tag: K, attributes: Record<string, string> = {}): Promise<Watched<HTMLElementTagNameMap[K]>> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px"></div>`);
  const errors: FmErrorEvent[] = [];
  page.addEventListener('fm-error', (event) => errors.push(event));
  const figure = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
  page.append(figure);
  await figure.updateComplete;
  return { figure, errors };
}

/** What is said on the console while `act` runs. */
async function warningsOf(act: () => void | Promise<void>): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...all: unknown[]) => void said.push(all.map(String).join(' '));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('an attribute that is removed gives its default back:', () => {
  const GIVEN: ['fm-field' | 'fm-sampler' | 'fm-trainer', string, string, string][] = [
    ['fm-field', 'target', 'circles', 'target'],
    ['fm-field', 'source', 'ring', 'source'],
    ['fm-field', 'schedule', 'cosine', 'schedule'],
    ['fm-field', 'coupling', 'ot', 'coupling'],
    ['fm-field', 'seed', '7', 'seed'],
    ['fm-sampler', 'solver', 'euler', 'solver'],
    ['fm-sampler', 'steps', '5', 'steps'],
    ['fm-sampler', 'count', '50', 'count'],
    ['fm-trainer', 'steps', '9', 'steps'],
    ['fm-trainer', 'batch', '8', 'batch'],
    ['fm-trainer', 'learning-rate', '0.5', 'learningRate'],
    ['fm-trainer', 'hidden-layers', '4,4', 'hiddenLayers'],
    ['fm-trainer', 'time-features', '3', 'timeFeatures'],
    ['fm-trainer', 'activation', 'tanh', 'activation'],
    ['fm-trainer', 'objective', 'mean-flow', 'objective'],
  ];
  for (const [tag, attribute, value, parameter] of GIVEN) {
    it(`${attribute} of ${tag}`, async () => {
      const { figure } = await create(tag);
      const told = (): string => JSON.stringify({ ...figure.flow!.parameters, ...('cloud' in figure && figure.cloud) }[parameter as 'seed']);
      const before = told();
      figure.setAttribute(attribute, value);
      await figure.updateComplete;
      expect(told()).not.to.equal(before);
      figure.removeAttribute(attribute);
      await figure.updateComplete;
      expect(told()).to.equal(before);
    });
  }

  it('field, layers, view and controls are again as in a fresh element', async () => {
    const { figure } = await create('fm-field', { field: 'learned', layers: 'arrows', view: 'spacetime', controls: 'none' });
    for (const name of ['field', 'layers', 'view', 'controls']) figure.removeAttribute(name);
    await figure.updateComplete;
    expect([figure.field, figure.controls, figure.layers ?? undefined, figure.view ?? undefined]).to.deep.equal(['exact', 'timeline', undefined, undefined]);
    expect(figure.shadowRoot!.querySelector('.timeline')).not.to.equal(null);
    await painted(figure);
    expect(words(figure)).to.equal('');
  });

  for (const clear of [(figure: FmField) => figure.removeAttribute('src'), (figure: FmField) => figure.setAttribute('src', '')]) {
    it(`src, by ${String(clear).includes('remove') ? 'removing it' : 'an empty text'}`, async () => {
      const { figure, errors } = await create('fm-field', { src: GOOD });
      await waitUntil(() => figure.flow?.parameters.target !== undefined && typeof figure.flow.parameters.target === 'object');
      clear(figure);
      await waitUntil(() => figure.flow!.parameters.target === 'moons', 'the data stay');
      expect(figure.shadowRoot!.querySelector('.note')).to.equal(null);
      expect([words(figure), errors.length]).to.deep.equal(['', 0]);
    });
  }

  it('a flow that is shared goes back to what another member says, and then to the default', async () => {
    const page = await fixture<HTMLElement>(html`<div><fm-field id="owner" target="ring"></fm-field><fm-field from="#owner"></fm-field></div>`);
    const [owner, follower] = [...page.querySelectorAll('fm-field')];
    await waitUntil(() => follower.flow !== undefined);
    await warningsOf(async () => {
      follower.target = 'circles';
      await follower.updateComplete;
    });
    expect(owner.flow!.parameters.target).to.equal('circles');
    follower.target = undefined;
    await follower.updateComplete;
    expect(owner.flow!.parameters.target).to.equal('ring');
    owner.removeAttribute('target');
    await owner.updateComplete;
    expect(owner.flow!.parameters.target).to.equal('moons');
  });
});

describe('the time', () => {
  it('is where the clock is, and moves the clock when it is set as property, value or attribute', async () => {
    const { figure } = await create('fm-field', { t: '0.25' });
    expect([figure.t, figure.flow!.clock.time]).to.deep.equal([0.25, 0.25]);
    figure.flow!.clock.seek(0.75);
    expect([figure.t, figure.value, figure.currentTime]).to.deep.equal([0.75, 0.75, 0.75]);
    figure.t = 0.25;
    expect(figure.flow!.clock.time).to.equal(0.25);
    figure.value = 0.5;
    expect(figure.flow!.clock.time).to.equal(0.5);
    figure.setAttribute('t', '0.125');
    expect(figure.flow!.clock.time).to.equal(0.125);
    figure.setAttribute('t', '0.125');
    figure.flow!.clock.seek(1);
    figure.setAttribute('t', '0.125');
    expect(figure.t).to.equal(0.125);
    figure.removeAttribute('t');
    expect(figure.t).to.equal(0);
  });

  it('that is set before there is a flow holds from the first picture on', async () => {
    const figure = document.createElement('fm-field');
    figure.currentTime = 0.625;
    expect(figure.t).to.equal(0.625);
    (await fixture<HTMLElement>(html`<div style="width: 360px"></div>`)).append(figure);
    await waitUntil(() => figure.flow !== undefined);
    expect(figure.flow!.clock.time).to.equal(0.625);
  });

  it('out of 0 to 1 is clamped, and what is no number is left; both are said, and nothing is thrown', async () => {
    const { figure, errors } = await create('fm-field', { t: '0.5' });
    expect(await warningsOf(() => void (figure.t = 7))).to.deep.equal(['fm-elements: t = 7 is outside 0 to 1; 1 is used.']);
    expect(await warningsOf(() => void (figure.value = NaN))).to.deep.equal(['fm-elements: t = NaN is not a number from 0 to 1; it is left as it was.']);
    expect(figure.t).to.equal(1);
    figure.setAttribute('t', 'later');
    await figure.updateComplete;
    expect(words(figure)).to.equal('t: "later" is not a number from 0 to 1.');
    figure.t = Symbol('t') as unknown as number;
    await figure.updateComplete;
    expect(words(figure)).to.equal('t: A symbol is not a number from 0 to 1.');
    expect(errors.map(({ detail }) => detail.attribute)).to.deep.equal(['t', 't']);
    figure.t = 0.5;
    await figure.updateComplete;
    expect([figure.t, words(figure)]).to.deep.equal([0.5, '']);
  });

  it('stands still where it is when playing is removed, and runs when it is set', async () => {
    const { figure } = await create('fm-field', { playing: '' });
    expect(figure.paused).to.equal(false);
    await waitUntil(() => figure.t > 0);
    figure.removeAttribute('playing');
    await figure.updateComplete;
    expect(figure.paused).to.equal(true);
    expect(figure.t).to.be.within(1e-9, 0.999);
    figure.playing = true;
    await figure.updateComplete;
    expect(figure.paused).to.equal(false);
    figure.pause();
  });
});

describe('a value of a wrong kind gets words and one event, and the figure lives on when it is mended:', () => {
  const never = (): never => {
    throw new Error('asked');
  };
  const WRONG: { on?: 'fm-sampler' | 'fm-trainer'; property: string; value: unknown; attribute?: string; says: RegExp }[] = [
    { property: 'target', value: 5, says: /^target: There is no data set 5; there are gaussian, moons/ },
    { property: 'target', value: '__proto__', says: /There is no data set "__proto__"/ },
    { property: 'target', value: 'toString', says: /There is no data set "toString"/ },
    { property: 'source', value: {}, says: /^source: An object is not a data set; there are gaussian/ },
    { property: 'source', value: Object.create(null), says: /^source: An object is not a data set/ },
    { property: 'schedule', value: 'constructor', says: /no schedule "constructor"/ },
    { property: 'coupling', value: Symbol('ot'), says: /^coupling: A symbol is not a coupling; there are independent/ },
    { property: 'src', value: never, says: /^src: A function is not a text/ },
    { property: 'columns', value: ['a', 'b'], says: /^columns: A list is not a text/ },
    { property: 'seed', value: { valueOf: never }, says: /^seed: An object is not a number from 0 to 4294967295\.$/ },
    { property: 'seed', value: 5n, says: /^seed: A bigint is not a number/ },
    { property: 'from', value: 3, says: /^from: 3 is not a text/ },
    { property: 'controls', value: 'constructor', says: /^controls: There is no controls "constructor"; there are timeline, none\.$/ },
    { property: 'field', value: 'toString', says: /^field: There is no field "toString"; there are exact, learned/ },
    { property: 'field', value: 0, says: /^field: There is no field 0; there are exact/ },
    { property: 'view', value: 'constructor', says: /^view: There is no view "constructor"; there are plane/ },
    { property: 'layers', value: 'arrows', says: /^layers: "arrows" is not a list of words/ },
    { property: 'layers', value: [Symbol('arrows')], says: /^layers: A symbol is not known here; there are arrows/ },
    { property: 'layers', value: ['valueOf'], says: /^layers: "valueOf" is not known here/ },
    { property: 'flow', value: 7, says: /^flow: This is not a flow, such as/ },
    { on: 'fm-sampler', property: 'view', value: '__proto__', says: /^view: There is no view "__proto__"/ },
    { on: 'fm-sampler', property: 'solver', value: 'constructor', says: /^solver: There is no solver "constructor"; there are heun, euler/ },
    { on: 'fm-sampler', property: 'count', value: 'many', says: /^count: "many" is not a number/ },
    { on: 'fm-trainer', property: 'hiddenLayers', value: '8,8', attribute: 'hidden-layers', says: /^hidden-layers: "8,8" is not a list of 1 to 8 whole numbers/ },
    { on: 'fm-trainer', property: 'hiddenLayers', value: [8, 'x'], attribute: 'hidden-layers', says: /^hidden-layers: "x" is not a number/ },
    { on: 'fm-trainer', property: 'learningRate', value: true, attribute: 'learning-rate', says: /^learning-rate: true is not a number/ },
  ];
  for (const { on = 'fm-field', property, value, attribute = property, says } of WRONG) {
    it(`${attribute} = ${typeof value === 'string' ? value : typeof value} on ${on}`, async () => {
      const { figure, errors } = await create(on);
      Object.assign(figure, { [property]: value });
      await waitUntil(() => words(figure) !== '', 'the figure says nothing');
      expect(words(figure)).to.match(says);
      expect(errors.map(({ detail }) => detail.attribute)).to.deep.equal([attribute]);
      Object.assign(figure, { [property]: null });
      await waitUntil(() => words(figure) === '', 'words are left behind');
      await painted(figure);
    });
  }

  it('a URL is an address, and a number may come as text', async () => {
    const { figure } = await create('fm-sampler', { view: 'plane' });
    Object.assign(figure, { src: new URL(GOOD), steps: '7' });
    await waitUntil(() => typeof figure.flow?.parameters.target === 'object', 'nothing is loaded');
    expect((figure).cloud.steps).to.equal(7);
    expect(words(figure)).to.equal('');
  });
});

it('a warning names the attribute that the author wrote', async () => {
  let trainer!: FmTrainer, sampler!: FmSampler;
  const said = await warningsOf(async () => {
    trainer = (await create('fm-trainer', { steps: '0', 'hidden-layers': '9999', 'learning-rate': '7', 'clip-norm': '-1', 'time-features': '99' })).figure;
    sampler = (await create('fm-sampler', { steps: '9999' })).figure;
  });
  expect(said.map((text) => / (\S+) = /.exec(text)?.[1]).sort()).to.deep.equal(['clip-norm', 'hidden-layers', 'learning-rate', 'steps', 'steps', 'time-features']);
  expect([trainer.flow!.parameters.steps, sampler.cloud.steps]).to.deep.equal([1, 512]);
  const disagreement = await warningsOf(async () => {
    trainer.id = 'named';
    const other = document.createElement('fm-trainer');
    Object.assign(other, { from: '#named', learningRate: 0.5 });
    trainer.parentElement!.append(other);
    await waitUntil(() => other.flow !== undefined);
  });
  const apart = await warningsOf(async () => {
    sampler.id = 'of-its-own';
    const other = document.createElement('fm-sampler');
    Object.assign(other, { from: '#of-its-own', steps: 4, solver: 'euler' });
    sampler.parentElement!.append(other);
    await painted(other);
    expect([other.cloud.steps, sampler.cloud.steps]).to.deep.equal([4, 512]);
  });
  expect(apart).to.deep.equal([]);
  expect(disagreement.join()).to.match(/says learning-rate = 1 and .* says learning-rate = 0.5/);
});
