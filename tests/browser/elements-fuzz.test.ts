import { expect, fixture, html } from '@open-wc/testing';
import fc from 'fast-check';
import type { FmSampler } from 'fm-elements';
import 'fm-elements';
import { csv, painted, words, type Figure } from './figures.ts';
import { watchContexts } from './scene.ts';
import { waitUntil } from './wait.ts';

/** Assignments of each element, and how many of them between two looks at the page. */
const ASSIGNMENTS = 14_000;
const BATCH = 200;
const SEQUENCES = 150;
const SEED = 20_261_124;
const TABLE = csv('a,b\n1,2\n3,1\n2,5\n0,4');

/** Errors that nobody caught since the test began. */
function watchErrors(): { readonly errors: string[]; end(): void } {
  const errors: string[] = [];
  const onError = (event: ErrorEvent): void => (event.preventDefault(), void errors.push(`${event.message} ${(event.error as Error | undefined)?.stack ?? ''}`));
  const onRejection = (event: PromiseRejectionEvent): void => (event.preventDefault(), void errors.push(String((event.reason as Error | undefined)?.stack ?? event.reason)));
  const { onerror } = window;
  // The runner has its own, which would end the test without its seed.
  window.onerror = null;
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection, true);
  const { warn } = console;
  console.warn = () => undefined;
  return {
    errors,
    end() {
      console.warn = warn;
      window.onerror = onerror;
      removeEventListener('error', onError);
      removeEventListener('unhandledrejection', onRejection, true);
    },
  };
}

/** Of contexts that are lost sooner the page asks for no more after three. */
const LIVED_MS = 600;

/** Takes the page's WebGL context away, when it has lived for a while. */
function watchContext(): { losses: number; lose(): void; end(): void } {
  const { contexts, stop } = watchContexts();
  let known: WebGL2RenderingContext | undefined;
  let knownSinceMs = 0;
  const lose = (): void => {
    const latest = contexts.at(-1);
    if (latest !== known) knownSinceMs = performance.now();
    known = latest;
    if (!latest || latest.isContextLost() || performance.now() - knownSinceMs < LIVED_MS) return;
    latest.getExtension('WEBGL_lose_context')!.loseContext();
    state.losses++;
  };
  const state = { losses: 0, lose, end: stop };
  return state;
}

/** Text and attributes of a figure that hold a number which is none. */
function nonFinite(figure: Figure): string[] {
  return [...figure.shadowRoot!.querySelectorAll('*')]
    .filter(({ localName }) => localName !== 'style')
    // What the author wrote may be said back to him.
    .filter((element) => !element.closest('[part="problem"], .waiting'))
    .flatMap((element) => [...element.attributes].map(({ value }) => value).concat([...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? '')))
    .filter((text) => /\bNaN\b|Infinity|∞|undefined|\[object/.test(text));
}

const TEXTS = ['', ' ', '0', '-1', '1e308', 'NaN', 'Infinity', '💥', 'constructor', '__proto__', 'toString', 'text:', 'text:A', '{"a":1}', '[1,2', '<b>x</b>', '#', '#me', 'null', 'a'.repeat(20_000)];
/** Small enough to be computed between two of thousands. */
const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
  target: ['moons', 'circles', 'two-gaussians', 'torus'], source: ['gaussian', 'ring'], schedule: ['linear', 'cosine', 'polynomial-2'], coupling: ['independent', 'ot'], epsilon: [0.5],
  src: ['', TABLE], columns: ['a', 'a,b'], seed: [1, 7], t: [0, 0.5, 1], value: [0.25], currentTime: [0.75], from: [''], controls: ['timeline', 'none', 'full'], playing: [true, false],
  field: ['exact', 'learned', 'both'], view: ['plane', 'spacetime'], layers: [['arrows'], ['particles', 'density']], solver: ['euler', 'heun', 'average-velocity'], steps: [1, 4], count: [1, 30],
  objective: ['flow-matching', 'mean-flow'], batch: [1, 8], optimizer: ['adam', 'sgd'], momentum: [0.5], learningRate: [0.01], warmup: [2], clipNorm: [1], hiddenLayers: [[4], [3, 3]], activation: ['tanh'],
  compare: ['seed: 1, 2', 'coupling: independent, ot', 'schedule: linear, cosine', 'solver: euler 2, heun 1', 'field: exact, learned', 'view: plane, spacetime', 'target: moons, torus', 'flavour: a'],
  compareBy: ['panels', 'overlay'], timeFeatures: [0, 2], engine: ['auto'], flow: [undefined], lang: ['de', 'en_US'],
};
const ALL = ['target', 'source', 'schedule', 'coupling', 'epsilon', 'src', 'columns', 'seed', 't', 'value', 'currentTime', 'from', 'controls', 'playing', 'flow', 'lang'];
const OWN = {
  'fm-field': ['field', 'view', 'layers', 'compare', 'compareBy'],
  'fm-sampler': ['view', 'solver', 'steps', 'count', 'compare', 'compareBy'],
  'fm-trainer': ['objective', 'steps', 'batch', 'optimizer', 'momentum', 'learningRate', 'warmup', 'clipNorm', 'hiddenLayers', 'activation', 'timeFeatures', 'engine'],
} as const;
/** What keeps a figure small while all else changes. */
const SMALL = { 'fm-field': {}, 'fm-sampler': { steps: '2', count: '20' }, 'fm-trainer': { 'hidden-layers': '4', batch: '4', steps: '20' } } as const;
/** Numbers within the ranges that would take their time. */
const isHeavy = (name: string, value: unknown): boolean => /steps|count|batch|hiddenLayers|timeFeatures/.test(name) && [value].flat().some((one) => (typeof one === 'number' || typeof one === 'string') && Number(one) > 64);

type Tag = keyof typeof OWN;
interface Assignment {
  readonly name: string;
  readonly asAttribute: boolean;
  readonly value: unknown;
}

const anyValue = (name: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...RIGHT[name]) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(NaN, Infinity, -Infinity, 1e308, -0, -1, 1e-300, null, undefined, true, 5n, Symbol('s'), () => 1, {}, [], [Symbol('s')], Object.create(null), new URL('https://x.invalid/'), new Date(NaN)) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
    { weight: 1, arbitrary: fc.oneof(fc.string({ unit: 'grapheme' }), fc.double(), fc.json()) },
  ).filter((value) => !isHeavy(name, value));

const toAttribute = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function assign(figure: Figure, { name, asAttribute, value }: Assignment): void {
  if (!asAttribute || ['value', 'currentTime', 'flow'].includes(name)) {
    // The platform's own property, which throws by itself.
    if (name !== 'lang') Object.assign(figure, { [name]: value });
  } else if (value === null || value === undefined || value === false || typeof value === 'symbol' || typeof value === 'object') figure.removeAttribute(toAttribute(name));
  else figure.setAttribute(toAttribute(name), value as string);
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

describe('hostile hands', function () {
  this.timeout(170_000);
  const context = watchContext();
  after(() => context.end());

  for (const tag of Object.keys(OWN) as Tag[]) {
    it(`${ASSIGNMENTS} assignments to ${tag} leave no error uncaught and no number that is none (seed ${SEED})`, async () => {
      const page = await fixture<HTMLElement>(html`<div style="width: 120px"></div>`);
      const figure = document.createElement(tag);
      for (const [name, value] of Object.entries(SMALL[tag])) figure.setAttribute(name, value);
      page.append(figure);
      await figure.updateComplete;
      const watch = watchErrors();
      try {
        const one = fc.constantFrom(...ALL, ...OWN[tag]).chain((name) => fc.record({ name: fc.constant(name), asAttribute: fc.boolean(), value: anyValue(name) }));
        const all = fc.sample(one, { seed: SEED, numRuns: ASSIGNMENTS });
        let last: Assignment[] = [];
        for (let i = 0; i < all.length; i += BATCH) {
          last = all.slice(i, i + BATCH);
          for (const [k, assignment] of last.entries()) {
            assign(figure, assignment);
            if (k % 20 === 0) await figure.updateComplete;
          }
          await figure.updateComplete;
          await frame();
          const said = last.slice(-3).map(({ name, value }) => `${name} = ${typeof value}`).join(', ');
          expect(watch.errors, `seed ${SEED}, up to assignment ${i + BATCH} (${said})`).to.deep.equal([]);
          expect(nonFinite(figure), `seed ${SEED}, assignment ${i + BATCH}`).to.deep.equal([]);
          expect(figure.t).to.be.within(0, 1);
        }
        expect(all.length).to.equal(ASSIGNMENTS);
      } finally {
        watch.end();
      }
    });
  }

  const step = (tag: Tag) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...ALL.filter((name) => !['value', 'currentTime', 'flow', 'src'].includes(name)), ...OWN[tag]).chain((name) => fc.record({ name: fc.constant(name), asAttribute: fc.constant(true), value: anyValue(name) })) },
      { weight: 4, arbitrary: fc.constantFrom('move', 'leave', 'play', 'pause', 'seek', 'resize', 'rest', 'lose' as const) },
    );

  /** What of a figure anybody can see or ask. */
  const stateOf = (figure: Figure): unknown => {
    const said = words(figure);
    const { shadowRoot: root } = figure;
    const shown = said || [root!.querySelector('canvas')!.getAttribute('aria-label'), JSON.stringify(figure.flow?.parameters, (_key, value: unknown) => (typeof value === 'object' && value && 'law' in value ? 'data' : value))];
    return { shown, controls: [...root!.querySelectorAll('button')].map(({ textContent, ariaLabel }) => textContent.trim() || ariaLabel), t: figure.t };
  };

  it(`${SEQUENCES} sequences of 20 acts end where a fresh element with the same attributes stands (seed ${SEED})`, async () => {
    // Those of the sequences rest too seldom to be painted in space: it is this one whose picture is taken away.
    const deep = await fixture<FmSampler>(html`<fm-sampler style="width: 120px" target="moons" steps="2" count="20"></fm-sampler>`);
    await painted(deep);
    const watch = watchErrors();
    try {
      const tags = Object.keys(OWN) as Tag[];
      for (let run = 0; run < SEQUENCES; run++) {
        const tag = tags[run % tags.length];
        const acts = fc.sample(fc.array(step(tag), { minLength: 20, maxLength: 20 }), { seed: SEED + run, numRuns: 1 })[0];
        const page = await fixture<HTMLElement>(html`<div style="width: 120px"><section></section></div>`);
        const figure = document.createElement(tag);
        for (const [name, value] of Object.entries(SMALL[tag])) figure.setAttribute(name, value);
        page.append(figure);
        for (const act of acts) {
          if (typeof act === 'object') assign(figure, act);
          else if (act === 'move') (figure.parentElement === page ? page.firstElementChild! : page).append(figure);
          else if (act === 'leave') {
            figure.remove();
            await frame();
            page.append(figure);
          } else if (act === 'play') figure.play();
          else if (act === 'pause') figure.pause();
          else if (act === 'seek') figure.currentTime = 0.5;
          else if (act === 'resize') page.style.width = `${80 + ((run * 37) % 90)}px`;
          else if (act === 'lose') context.lose();
          else await frame();
          await figure.updateComplete;
        }
        figure.pause();
        const fresh = document.createElement(tag);
        for (const { name, value } of figure.attributes) fresh.setAttribute(name, value);
        page.append(fresh);
        await fresh.updateComplete;
        fresh.pause();
        for (const each of [figure, fresh]) each.currentTime = 0.5;
        const same = (): boolean => JSON.stringify(stateOf(figure)) === JSON.stringify(stateOf(fresh));
        const told = (): string => `seed ${SEED + run}: ${JSON.stringify([stateOf(figure), stateOf(fresh), acts.map((act) => (typeof act === 'object' ? `${act.name}=${typeof act.value === 'string' ? act.value.slice(0, 30) : typeof act.value}` : act))])}`;
        await waitUntil(same, '').catch(() => expect.fail(told()));
        expect(watch.errors, `seed ${SEED + run}`).to.deep.equal([]);
        page.remove();
      }
      expect(context.losses, 'contexts lost').to.be.greaterThan(5);
      deep.scrollIntoView();
      const picture = (): string => deep.shadowRoot!.querySelector('canvas')!.toDataURL();
      const before = picture();
      deep.currentTime = 0.9;
      await waitUntil(() => picture() !== before, 'it is painted no more');
      expect(words(deep)).to.equal('');
    } finally {
      watch.end();
    }
  });
});
