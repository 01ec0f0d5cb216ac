import { expect, fixture, html } from '@open-wc/testing';
import { firstValueFrom } from 'rxjs';
import type { FmField, FmSampler } from 'fm-elements';
import 'fm-elements';
import { words } from './figures.ts';
import { expectFrench } from './french.ts';
import { waitUntil } from './wait.ts';

const LONG = { timeout: 25_000 };
/** Two groups of rows, left and right. */
const ROWS = `x,y,kind\n${Array.from({ length: 60 }, (_, i) => `${(i % 2 ? 3 : -3) + Math.sin(i)},${Math.cos(3 * i)},${i % 2 ? 'right' : 'left'}`).join('\n')}`;
const SRC = `data:text/csv,${encodeURIComponent(ROWS)}`;

const panelsOf = ({ shadowRoot }: FmField): HTMLElement[] => [...shadowRoot!.querySelectorAll<HTMLElement>('.panel')];
const toldIn = (panel: HTMLElement): string => panel.querySelector('[part=reading]')?.textContent ?? '';

async function create(figure: ReturnType<typeof html>, lang = 'en'): Promise<FmField> {
  const page = await fixture<HTMLElement>(html`<div style="width: 720px" lang=${lang}>${figure}</div>`);
  return page.querySelector<FmField>('fm-field, fm-sampler')!;
}

describe('generators side by side', () => {
  it('are drawn each by its own law, and tell how near it comes to the data', async () => {
    const figure = await create(html`<fm-field target="moons" t="1" layers="density" compare="generator: ppca, gmm 3, flow"></fm-field>`);
    await waitUntil(() => panelsOf(figure).length === 3 && panelsOf(figure).every((panel) => /W₂ to the data is/.test(toldIn(panel))), 'not all tell their fit', LONG);
    const distances = panelsOf(figure).map((panel) => Number(/W₂ to the data is ([\d.]+)/.exec(toldIn(panel))![1]));
    expect(distances[0]).to.be.greaterThan(distances[1]);
    expect(distances[1]).to.be.greaterThan(distances[2]);
    expect(panelsOf(figure).map((panel) => panel.querySelector('figcaption')!.textContent.trim())).to.deep.equal(['generator: ppca', 'generator: gmm 3', 'generator: flow']);
    const pictures = figure.toSvg()!;
    expect(pictures.length).to.be.greaterThan(1000);
  });

  it('speak French', async () => {
    const figure = await create(html`<fm-field target="moons" t="1" layers="density" compare="generator: gmm 3, flow"></fm-field>`, 'fr');
    await waitUntil(() => panelsOf(figure).length === 2 && panelsOf(figure).every((panel) => /sa distance W₂ aux données est de/.test(toldIn(panel))), 'not all tell their fit', LONG);
    await expectFrench(figure);
  });

  it('have the law itself among them, of named data and of rows', async function () {
    this.timeout(90_000);
    const figures = await Promise.all([
      create(html`<fm-field target="moons" t="1" generator="law"></fm-field>`),
      create(html`<fm-sampler target="two-gaussians" t="1" compare="generator: flow, ppca, law"></fm-sampler>`),
      create(html`<fm-sampler src=${SRC} columns="x,y" view="plane" t="1" compare="generator: flow, law"></fm-sampler>`),
    ]);
    for (const figure of figures) {
      figure.scrollIntoView();
      const places = (): HTMLElement[] => (figure.hasAttribute('compare') ? panelsOf(figure) : [figure.shadowRoot!.querySelector<HTMLElement>('.figure')!]);
      await waitUntil(() => places().length > 0 && places().every((place) => /W₂ to the data is/.test(place.querySelector('[part=reading]')?.textContent ?? '')), `not all of ${figure.outerHTML} tell their fit`, LONG);
      expect(places().flatMap((place) => [...place.querySelectorAll('[part=problem]')].map(({ textContent }) => textContent))).to.deep.equal([]);
    }
  });

  it('are spoken of as they are drawn, also after another was chosen', async () => {
    const figure = await create(html`<fm-field target="moons" t="1" generator="ppca"></fm-field>`);
    const [told, spoken] = ['[part=reading]', 'canvas'].map((selector) => () => {
      const part = figure.shadowRoot!.querySelector(selector);
      return (selector === 'canvas' ? part?.getAttribute('aria-label') : part?.textContent)?.trim() ?? '';
    });
    for (const generator of ['gmm 3', 'flow', 'ppca']) {
      await waitUntil(() => /W₂ to the data is/.test(told()) && spoken().endsWith(told()), `${spoken()} is not ${told()}`, LONG);
      const before = told();
      figure.setAttribute('generator', generator);
      await waitUntil(() => told() !== before && /W₂ to the data is/.test(told()), 'nothing else is told', LONG);
    }
    await waitUntil(() => spoken().endsWith(told()), `${spoken()} is not ${told()}`, LONG);
  });

  it('that are none are said', async () => {
    const figure = await create(html`<fm-field target="moons" generator="gan"></fm-field>`);
    await waitUntil(() => words(figure) !== '', 'nothing is said', LONG);
    expect(words(figure)).to.contain('There is no generator "gan"; there are flow, ppca, ppca N with N from 1 to 3, gmm N with N from 1 to 64, law.');
  });
});

describe('a condition', () => {
  it('leads to the rows of its class, and guidance beyond them', async () => {
    const figure = await create(html`<fm-field src=${SRC} columns="x,y" condition-column="kind" condition="right" t="1"></fm-field>`);
    await waitUntil(() => figure.flow && !words(figure), 'no flow', LONG);
    const meanOf = async (): Promise<number> => {
      const { positions, count } = await firstValueFrom(figure.flow!.cloud({ count: 200, steps: 24 }));
      const end = positions.slice(-2 * count);
      return end.reduce((sum, value, at) => sum + (at % 2 === 0 ? value / count : 0), 0);
    };
    const right = await meanOf();
    // Columns are standardised: groups at -3 and 3 stand at about -1 and 1.
    expect(right).to.be.closeTo(1, 0.25);
    figure.setAttribute('condition', 'left');
    await figure.updateComplete;
    expect(await meanOf()).to.be.closeTo(-1, 0.25);
    figure.removeAttribute('condition');
    await figure.updateComplete;
    expect(await meanOf()).to.be.closeTo(0, 0.25);
    figure.setAttribute('condition', 'right');
    figure.setAttribute('guidance', '3');
    await figure.updateComplete;
    expect(await meanOf()).to.be.greaterThan(right);
  });

  it('that no row has is said with those that some have; so are data without classes, a column that does not exist, and a probe of pairs under guidance', async () => {
    const cases: [ReturnType<typeof html>, RegExp][] = [
      [html`<fm-field src=${SRC} columns="x,y" condition-column="kind" condition="up"></fm-field>`, /^condition: There is no class "up" in the data; there are left, right\.$/],
      [html`<fm-field target="moons" condition="left"></fm-field>`, /^condition: The data "moons" have no classes, so there is no "left" among them/],
      [html`<fm-field src=${SRC} columns="x,y" condition-column="type"></fm-field>`, /^condition-column: There is no column "type"/],
    ];
    for (const [template, expected] of cases) {
      const figure = await create(template);
      await waitUntil(() => words(figure) !== '', 'nothing is said', LONG);
      expect(words(figure)).to.match(expected);
    }
  });

  it('is compared by the strength of its guidance, with the tilted law beside the sampled one', async () => {
    const figure = await create(html`<fm-sampler src=${SRC} columns="x,y" condition-column="kind" condition="right" guidance="4" view="plane" t="1" compare="generator: flow, law"></fm-sampler>`) as FmField & FmSampler;
    await waitUntil(() => panelsOf(figure).length === 2 && panelsOf(figure).every((panel) => /W₂ to the data is/.test(toldIn(panel))), 'not all tell their fit', LONG);
    const [sampled, tilted] = panelsOf(figure).map((panel) => Number(/W₂ to the data is ([\d.]+)/.exec(toldIn(panel))![1]));
    expect(sampled).to.be.greaterThan(tilted);
  });
});
