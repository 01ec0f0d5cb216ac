import { expect, fixture, html } from '@open-wc/testing';
import { firstValueFrom } from 'rxjs';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { registerLayer } from 'fm-elements/figures';
import { words } from './figures.ts';
import { expectFrench } from './french.ts';
import { click, drag, middle, moveTo, press } from './hands.ts';
import { waitUntil } from './wait.ts';

type Figure = FmField | FmSampler;

const panelsOf = ({ shadowRoot }: Figure): HTMLElement[] => [...shadowRoot!.querySelectorAll<HTMLElement>('.panel')];
const canvasesOf = (figure: Figure): HTMLCanvasElement[] => panelsOf(figure).map((panel) => panel.querySelector('canvas')!);
const namesOf = (figure: Figure): string[] => panelsOf(figure).map((panel) => panel.querySelector('figcaption')!.textContent.trim());
/** The vector picture of each panel. */
const picturesOf = (figure: Figure): string[] =>
  [...new DOMParser().parseFromString(figure.toSvg() ?? '<svg/>', 'image/svg+xml').documentElement.children].filter(({ localName }) => localName === 'svg').map(({ innerHTML }) => innerHTML);
const isWhole = (figure: Figure, count: number): boolean => picturesOf(figure).filter((picture) => picture.length > 500).length === count && canvasesOf(figure).every(({ width }) => width > 0);

/** A comparison whose panels are all drawn. */
async function create(figure: ReturnType<typeof html>, count = 2, widthPx = 720): Promise<Figure> {
  const box = await fixture<HTMLElement>(html`<div style=${`width: ${widthPx}px; margin-top: 10px`} lang="en">${figure}</div>`);
  const element = box.querySelector<Figure>('fm-field, fm-sampler')!;
  scrollTo(0, 0);
  await waitUntil(() => isWhole(element, count), `not ${count} panels: ${namesOf(element).join()}`);
  return element;
}

/** Its pictures, once they change no more: colours of the page come a moment later. */
async function standing(figure: Figure): Promise<string[]> {
  for (;;) {
    const before = picturesOf(figure);
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (picturesOf(figure).join() === before.join()) return before;
  }
}

afterEach(() => moveTo({ x: 2, y: 2 }));

/** In how many lines of the page a word of an element stands. */
function linesOfWord(element: Element, word: string): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent!.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  }
  return 0;
}

describe('panels', () => {
  it('have the same noise where source and seed are the same, bit by bit, and other noise where the seed is another', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="90" compare="schedule: linear, cosine"></fm-sampler>`);
    expect(new Set(await standing(figure)).size).to.equal(1);
    const starts = await Promise.all((['linear', 'cosine', 'polynomial-3'] as const).map(async (schedule) => {
      const { positions } = await firstValueFrom(figure.flow!.variant({ schedule }).cloud({ count: 90 }));
      return [...positions.slice(0, 180)].join();
    }));
    expect(new Set(starts).size).to.equal(1);
    const seeds = picturesOf(await create(html`<fm-sampler target="moons" view="plane" count="90" compare="seed: 1, 2"></fm-sampler>`));
    expect(seeds[0] === seeds[1]).to.equal(false);
  });

  it('differ on the way, by what is compared', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="90" t="0.6" compare="schedule: linear, cosine"></fm-sampler>`);
    const [linear, cosine] = picturesOf(figure);
    expect(linear === cosine).to.equal(false);
  });

  it('have one clock: the slider’s keys, the button and Space on a picture move all', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="60" t="0.5" compare="solver: euler 8, heun 4, rk4 2"></fm-sampler>`, 3);
    const all = (before: readonly string[]): boolean => picturesOf(figure).every((picture, i) => picture !== before[i]);
    let before = picturesOf(figure);
    figure.shadowRoot!.querySelector<HTMLElement>('input[type=range]')!.focus();
    await press('ArrowRight');
    expect(figure.t).to.be.closeTo(0.51, 1e-9);
    await waitUntil(() => all(before), 'a panel stands still');
    before = picturesOf(figure);
    await click(middle(figure.shadowRoot!.querySelector('button')!));
    await waitUntil(() => figure.t > 0.55 && all(before), 'they do not play');
    await press(' ');
    await waitUntil(() => figure.paused, 'it is not paused');
  });

  it('have one view: a drag over one turns all, and a double of its keys as well', async () => {
    const figure = await create(html`<fm-sampler target="moons" count="60" t="0.5" layers="particles" compare="noise: 0.5, 1"></fm-sampler>`);
    // The level of noise is nothing to a solver without: both are the same picture.
    const before = await standing(figure);
    expect(before[0] === before[1]).to.equal(true);
    const [, second] = canvasesOf(figure);
    await drag(middle(second), middle(second, 60, 10));
    const turned = (): boolean => picturesOf(figure).every((picture) => picture !== before[0]);
    await waitUntil(turned, 'they are not turned');
    expect(new Set(picturesOf(figure)).size).to.equal(1);
    canvasesOf(figure)[0].focus();
    await press('0');
    await waitUntil(() => picturesOf(figure).every((picture) => picture === before[0]), 'they do not return');
  });

  it('stand side by side in a wide column, and one below the other in a narrow one', async () => {
    const figure = await create(html`<fm-field target="moons" compare="schedule: linear, cosine"></fm-field>`);
    const places = (): DOMRect[] => panelsOf(figure).map((panel) => panel.getBoundingClientRect());
    const [left, right] = places();
    expect(right.top).to.equal(left.top);
    expect(right.left).to.be.greaterThan(left.right);
    figure.parentElement!.style.width = '360px';
    await waitUntil(() => places()[1].top > places()[0].bottom - 1);
    expect(places()[1].left).to.equal(places()[0].left);
    expect(places()[0].width).to.be.closeTo(360, 1);
  });

  it('have pictures of one size in one line, however their names and notes wrap', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="60" t="0.5" compare="solver: euler 8, dopri5 0.0001, sde diffusion"></fm-sampler>`, 3, 460);
    const heights = (parts: string): number[] => panelsOf(figure).slice(0, 2).map((panel) => Math.round(panel.querySelector(parts)!.getBoundingClientRect().height));
    for (const parts of ['figcaption', '.note']) {
      await waitUntil(() => panelsOf(figure).slice(0, 2).every((panel) => panel.querySelector(parts)), `no ${parts}`);
      const [part] = panelsOf(figure).map((panel) => panel.querySelector<HTMLElement>(parts)!);
      part.style.width = '40px';
      await waitUntil(() => new Set(heights(parts)).size === 2, `${parts} does not wrap`);
      const places = canvasesOf(figure).slice(0, 2).map((canvas) => canvas.getBoundingClientRect());
      expect(places[1].height).to.be.closeTo(places[0].height, 1);
      expect(places[1].top).to.be.closeTo(places[0].top, 1);
      // Small ones are higher than others.
      expect(places[0].height).to.be.closeTo(places[0].width / 1.2, 1);
      part.style.width = '';
    }
  });

  it('stand in a box of fixed height in as many columns as make them largest, and as before where height is free', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="60" compare="seed: 1, 2, 3, 4, 5, 6, 7, 8"></fm-sampler>`, 8);
    const columns = (): number => new Set(panelsOf(figure).map((panel) => Math.round(panel.getBoundingClientRect().left))).size;
    expect(columns()).to.equal(3);
    figure.style.height = '405px';
    await waitUntil(() => columns() === 4, `${columns()} columns`);
    const smallest = Math.min(...canvasesOf(figure).map((canvas) => canvas.getBoundingClientRect().height));
    expect(smallest).to.be.greaterThan(110);
    figure.style.height = '1400px';
    await waitUntil(() => columns() === 2, `${columns()} columns`);
    figure.style.height = '';
    await waitUntil(() => columns() === 3, `${columns()} columns`);
  });

  it('have names, painted and told, in the language of the page', async () => {
    const figure = await create(html`<fm-field target="moons" t="0.5" compare="field: exact, learned"></fm-field>`);
    expect(namesOf(figure)).to.deep.equal(['field: exact', 'field: learned, network not trained yet']);
    await waitUntil(() => canvasesOf(figure).every((canvas, i) => canvas.getAttribute('aria-label')?.startsWith(`${namesOf(figure)[i].split(',')[0]}. `)), 'they are not told');
    expect(canvasesOf(figure)[1].getAttribute('aria-label')).to.contain('Learned velocity field');
    await expect(figure).shadowDom.to.be.accessible();
    figure.parentElement!.lang = 'fr';
    await waitUntil(() => namesOf(figure).join() === 'champ\u00a0: exact,champ\u00a0: appris, réseau pas encore entraîné', namesOf(figure).join());
    await expectFrench(figure);
    figure.setAttribute('compare', 'schedule: linear, variance-preserving');
    await waitUntil(() => namesOf(figure).join() === 'calendrier\u00a0: linéaire,calendrier\u00a0: à variance préservée', namesOf(figure).join());
    await expectFrench(figure, ['variance-preserving']);
  });

  it('are all on the vector picture with their names, and on paper', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" compare="solver: euler 8, heun 4, rk4 2"></fm-sampler>`, 3);
    const svg = figure.toSvg()!;
    for (const name of ['8 steps of euler', '4 steps of heun', '2 steps of rk4']) expect(svg).to.contain(`>${name}</text>`);
    await waitUntil(() => figure.toSvg()!.match(/>8 evaluations of the field<\/text>/g)?.length === 3, 'no costs');
    figure.parentElement!.style.width = '460px';
    figure.setAttribute('compare', 'schedule: variance-preserving, polynomial-3');
    await waitUntil(() => isWhole(figure, 2) && namesOf(figure)[0] === 'schedule: variance-preserving', namesOf(figure).join());
    const caption = panelsOf(figure)[0].querySelector('figcaption')!;
    caption.style.width = '90px';
    // Not every browser breaks a line after a hyphen.
    const expected = linesOfWord(caption, 'variance-preserving') === 2 ? ['schedule:', 'variance-', 'preserving'] : ['schedule:', 'variance-preserving'];
    for (const line of expected) expect(figure.toSvg(), 'broken as in the page').to.contain(`>${line}</text>`);
    figure.parentElement!.style.width = '720px';
    figure.setAttribute('compare', 'solver: euler 8, heun 4, rk4 2');
    await waitUntil(() => isWhole(figure, 3), namesOf(figure).join());
    dispatchEvent(new Event('beforeprint'));
    const paper = figure.shadowRoot!.querySelector<SVGElement>('.on-paper')!;
    expect(paper.querySelectorAll('svg').length).to.equal(3);
    expect(paper.getBoundingClientRect().width).to.be.closeTo(720, 1);
    expect(panelsOf(figure).every((panel) => panel.getBoundingClientRect().width === 0)).to.equal(true);
    dispatchEvent(new Event('afterprint'));
    expect(figure.shadowRoot!.querySelector('.on-paper')).to.equal(null);
    expect(panelsOf(figure)[0].getBoundingClientRect().width).to.be.greaterThan(100);
  });

  it('have one cross: all tell of the same place', async () => {
    const figure = await create(html`<fm-field target="moons" t="0.5" probe="point" compare="schedule: linear, cosine"></fm-field>`);
    const [first] = canvasesOf(figure);
    await moveTo(middle(first, 30, -12));
    const readings = (): string[] => panelsOf(figure).map((panel) => panel.querySelector('.reading')!.textContent.trim());
    await waitUntil(() => readings().every((reading) => reading.startsWith('x = ')), readings().join());
    const [place, other] = readings().map((reading) => reading.split(':')[0]);
    expect(other).to.equal(place);
    expect(readings()[0]).not.to.equal(readings()[1]);
    await press('Tab');
    canvasesOf(figure)[1].focus();
    const before = readings();
    await press('ArrowUp');
    await waitUntil(() => readings().every((reading, i) => reading !== before[i]), 'keys move one cross alone');
  });

  it('say each what it cannot show, and the others go on', async () => {
    const figure = await create(html`<fm-field target="moons" t="0.5" field="both" layers="difference" compare="view: plane, spacetime"></fm-field>`, 1);
    const [plane, spacetime] = panelsOf(figure).map((panel) => panel.querySelector('[role=alert]')?.textContent ?? '');
    expect(plane).to.equal('');
    expect(spacetime).to.match(/layers.*"difference" is not shown in 3D over time/s);
  });

  it('leave out a layer of a page’s own that throws, and it is said once', async () => {
    registerLayer({
      name: 'broken', suits: () => true, ask: (flow, { cloud }) => flow.cloud(cloud),
      make: () => {
        throw new Error('no marks');
      },
    });
    const { error } = console;
    console.error = () => undefined;
    const figure = await create(html`<fm-sampler target="moons" view="plane" layers="broken particles" compare="solver: euler 8, heun 4"></fm-sampler>`);
    console.error = error;
    const said = [...figure.shadowRoot!.querySelectorAll('.note')].filter(({ textContent }) => textContent.includes('"broken" is left out: no marks'));
    expect(said.length).to.equal(1);
  });
});

describe('networks of several couplings', () => {
  it('learn by themselves where no trainer could begin, once the figure is seen', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="40" compare="coupling: independent, ot"></fm-sampler>`);
    await waitUntil(() => namesOf(figure).every((name) => /step [1-9]\d* of 2000/.test(name)), namesOf(figure).join(), { timeout: 20_000 });
    expect(namesOf(figure)[1]).to.match(/^coupling: optimal transport, step/);
  });

  it('learn with the trainer of their flow', async () => {
    const page = await fixture<HTMLElement>(html`<div style="width: 720px" lang="en">
      <fm-sampler from="#lead" view="plane" count="40" compare="coupling: independent, ot"></fm-sampler>
      <fm-trainer id="lead" target="moons" steps="40" batch="16" hidden-layers="8"></fm-trainer>
    </div>`);
    const [figure, trainer] = [page.querySelector<FmSampler>('fm-sampler')!, page.querySelector<FmTrainer>('fm-trainer')!];
    await waitUntil(() => isWhole(figure, 2), 'no panels');
    expect(namesOf(figure).join()).to.equal('coupling: independent, network not trained yet,coupling: optimal transport, network not trained yet');
    const before = picturesOf(figure);
    figure.t = 1;
    trainer.train();
    await waitUntil(() => namesOf(figure).every((name) => name.endsWith('step 40 of 40')), namesOf(figure).join());
    expect(picturesOf(figure).every((picture, i) => picture !== before[i])).to.equal(true);
  });
});

describe('an overlay', () => {
  it('has each variant in a colour of the theme that a list names, in the page and on the vector picture', async () => {
    const box = await fixture<HTMLElement>(html`<div style="width: 720px; color: black" lang="en">
      <fm-sampler target="moons" view="plane" t="0.7" compare-by="overlay" compare="solver: euler 2, heun 4, rk4 2"></fm-sampler>
    </div>`);
    const figure = box.querySelector('fm-sampler')!;
    const colors = ['#0072b2', '#d55e00', '#00805c'];
    await waitUntil(() => colors.every((color) => figure.toSvg()?.includes(`stroke="${color}"`)), 'not all are drawn');
    const items = [...figure.shadowRoot!.querySelectorAll('.variants li')];
    expect(items.map(({ textContent }) => textContent.trim())).to.deep.equal(['2 steps of euler', '4 steps of heun', '2 steps of rk4']);
    const painted = items.map((item) => getComputedStyle(item.querySelector('path')!).stroke);
    expect(painted).to.deep.equal(['rgb(0, 114, 178)', 'rgb(213, 94, 0)', 'rgb(0, 128, 92)']);
    for (const { textContent } of items) expect(figure.toSvg()).to.contain(`>${textContent.trim()}</text>`);
    await expect(figure).shadowDom.to.be.accessible();
    box.lang = 'fr';
    await waitUntil(() => items[0].textContent.includes('2 pas de la méthode'), 'no French');
    await expectFrench(figure);
  });

  it('has one scale of arrows, told in the colour of each variant', async () => {
    const box = await fixture<HTMLElement>(html`<div style="width: 720px; color: black" lang="en">
      <fm-field target="moons" t="0.6" layers="arrows" compare-by="overlay" compare="schedule: linear, variance-preserving"></fm-field>
    </div>`);
    const figure = box.querySelector('fm-field')!;
    const numbers = (color: string): string[] => [...(figure.toSvg() ?? '').matchAll(new RegExp(`fill="${color}"[^>]*>(\\d+)<`, 'g'))].map(([, number]) => number);
    await waitUntil(() => numbers('#0072b2').length === 1 && numbers('#d55e00').length === 1, `${numbers('#0072b2').join()} and ${numbers('#d55e00').join()}`);
    await waitUntil(() => numbers('#0072b2').join() === numbers('#d55e00').join(), `${numbers('#0072b2').join()} and ${numbers('#d55e00').join()}`);
  });

  it('says in its list what a variant cannot show, and shows the others', async () => {
    const box = await fixture<HTMLElement>(html`<div style="width: 720px" lang="en"><fm-field target="moons" t="0.5" compare-by="overlay" compare="coupling: ot, independent"></fm-field></div>`);
    const figure = box.querySelector('fm-field')!;
    await waitUntil(() => (figure.toSvg()?.length ?? 0) > 2000, 'nothing is drawn');
    const [ot, independent] = [...figure.shadowRoot!.querySelectorAll('.variants li')].map(({ textContent }) => textContent.trim());
    expect(ot).to.match(/optimal transport.*The exact field is known of coupling="independent" alone/s);
    expect(independent).to.equal('coupling: independent');
  });
});

describe('what cannot be compared', () => {
  for (const [asked, says, at = 'compare'] of [
    ['flavour: a, b', /There is no row "flavour"; figures are compared by/],
    ['src: a.csv, b.csv', /"src" is the same for all that is compared/],
    ['seed:', /"seed:" is followed by no values/],
    ['coupling: independent, otto', /There is no coupling "otto"; there are independent, ot, sinkhorn/, 'coupling'],
  ] as [string, RegExp, string?][]) {
    it(`"${asked}": a sentence and an event, until it is mended`, async () => {
      const figure = await create(html`<fm-field target="moons" compare="seed: 1, 2"></fm-field>`);
      const errors: FmErrorEvent['detail'][] = [];
      figure.addEventListener('fm-error', (event) => errors.push(event.detail));
      figure.setAttribute('compare', asked);
      await waitUntil(() => says.test(words(figure)), words(figure));
      expect(errors.map(({ code, attribute }) => [code, attribute])).to.deep.equal([['compare', at]]);
      figure.setAttribute('compare', 'seed: 3, 4');
      await waitUntil(() => isWhole(figure, 2) && words(figure) === '', words(figure));
    });
  }

  it('of twenty values the first eight are shown, and it is said', async () => {
    const figure = await create(html`<fm-sampler target="moons" view="plane" count="20" compare=${`seed: ${Array.from({ length: 20 }, (_, i) => i).join(', ')}`}></fm-sampler>`, 8);
    expect(panelsOf(figure).length).to.equal(8);
    expect(figure.shadowRoot!.querySelector('.panels > .note')?.textContent).to.equal('20 values are named, and the first 8 are shown.');
  });

  it('a property that is no text is said to be none, and a single figure comes back with the attribute gone', async () => {
    const figure = await create(html`<fm-field target="moons" compare="seed: 1, 2"></fm-field>`);
    Object.assign(figure, { compare: { row: 'seed' } });
    await waitUntil(() => words(figure).includes('An object is not a text'), words(figure));
    figure.compare = 'seed: 1, 2';
    await waitUntil(() => isWhole(figure, 2) && words(figure) === '', words(figure));
    figure.removeAttribute('compare');
    await waitUntil(() => panelsOf(figure).length === 0 && figure.shadowRoot!.querySelector('canvas')!.width > 500, 'no single figure');
    await waitUntil(() => (figure.toSvg()?.length ?? 0) > 2000 && picturesOf(figure).length === 0, 'nothing is drawn');
  });

  it('a source of another dimension is refused by the panel that has it, until the target fits', async () => {
    const figure = await create(html`<fm-field target="moons" compare="source: gaussian, two-gaussians"></fm-field>`, 1);
    const [, other] = panelsOf(figure);
    expect(other.querySelector('[role=alert]')?.textContent).to.match(/source.*"two-gaussians" has dimension 1 and the target "moons" 2/s);
    figure.target = 'two-uniforms';
    await waitUntil(() => isWhole(figure, 2) && !other.querySelector('[role=alert]'), 'it does not come back');
    figure.target = 'moons';
    await waitUntil(() => other.querySelector('[role=alert]'), 'it is not refused again');
  });
});

it('a comparison that is taken out of the page and put back later goes on', async () => {
  const figure = await create(html`<fm-sampler target="moons" view="plane" t="0.4" compare="solver: euler 8, heun 4"></fm-sampler>`);
  const before = await standing(figure);
  const box = figure.parentElement!;
  figure.remove();
  await new Promise((resolve) => setTimeout(resolve));
  expect(panelsOf(figure).length).to.equal(0);
  box.append(figure);
  await waitUntil(() => isWhole(figure, 2), 'it does not come back');
  await waitUntil(() => picturesOf(figure).join() === before.join(), 'it is another picture');
  figure.t = 0.9;
  await waitUntil(() => picturesOf(figure).every((picture, i) => picture !== before[i]), 'the clock is not followed');
});
