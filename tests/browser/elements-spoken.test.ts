import { expect, fixture, html } from '@open-wc/testing';
import axe from 'axe-core';
import { filter, firstValueFrom } from 'rxjs';
import type { FmField, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { painted, words, type Figure } from './figures.ts';
import { waitUntil } from './wait.ts';

const valueText = (figure: Figure): string => figure.shadowRoot!.querySelector('.timeline input')!.getAttribute('aria-valuetext')!;
const label = (figure: Figure): string => figure.shadowRoot!.querySelector('canvas')!.getAttribute('aria-label')!;
/** Every number with a point or a comma in it that stands in the figure. */
const numerals = (figure: Figure): string[] =>
  [...figure.shadowRoot!.querySelectorAll('*')]
    .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && element.localName !== 'style').map((node) => node.textContent ?? '').concat(element.getAttribute('aria-label') ?? '', element.getAttribute('aria-valuetext') ?? ''))
    .flatMap((text) => text.match(/\d+[.,]\d+/g) ?? []);

describe('the sentence for who does not see the picture', () => {
  it('tells of other data and of another coupling when they come, though the time stands', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="en"><fm-field id="other" target="moons" t="0.25"></fm-field><fm-sampler from="#other" view="plane"></fm-sampler></div>`);
    const figures = [page.querySelector('fm-field')!, page.querySelector('fm-sampler')!] as const;
    for (const figure of figures) await painted(figure);
    figures[0].flow!.set({ target: 'circles' });
    await waitUntil(() => figures.every((figure) => label(figure).includes('gaussian to circles') && label(figure).includes('t = 0.25')), figures.map(label).join(' | '));
    figures[0].flow!.set({ schedule: 'cosine' });
    await waitUntil(() => figures.every((figure) => label(figure).includes('cosine')), figures.map(label).join(' | '));
  });
});

describe('numbers are written as the language of the page writes them:', () => {
  it('the nearest lang counts, through a shadow root, and a change of it', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="de"><section></section></div>`);
    const inner = page.querySelector('section')!.attachShadow({ mode: 'open' });
    const field = document.createElement('fm-field');
    field.t = 0.25;
    inner.append(field);
    await waitUntil(() => field.flow !== undefined);
    await waitUntil(() => valueText(field) === 't = 0,25', 'German is not heard');
    expect(label(field)).to.contain('t = 0,25');
    page.lang = 'en';
    await waitUntil(() => valueText(field) === 't = 0.25' && label(field).includes('t = 0.25'), 'English is not heard');
    field.lang = 'fr';
    await waitUntil(() => valueText(field) === 't = 0,25', 'French is not heard');
  });

  it('a figure that is moved below another lang reads that', async () => {
    const page = await fixture<HTMLElement>(html`<div><div lang="de"><fm-field t="0.25"></fm-field></div><div lang="en"></div></div>`);
    const [german, english] = page.children;
    const field = page.querySelector('fm-field')!;
    await waitUntil(() => valueText(field) === 't = 0,25', 'German is not heard');
    english.append(field);
    await waitUntil(() => valueText(field) === 't = 0.25' && label(field).includes('t = 0.25'), 'English is not heard');
    if (!('moveBefore' in german)) return;
    (german as Element & { moveBefore(node: Node, child: null): void }).moveBefore(field, null);
    await waitUntil(() => valueText(field) === 't = 0,25', 'German is not heard again');
  });

  it('that of the page counts where there is no nearer one', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'de';
    try {
      const field = await fixture<FmField>(html`<fm-field t="0.25"></fm-field>`);
      expect(valueText(field)).to.equal('t = 0,25');
    } finally {
      document.documentElement.lang = lang;
    }
  });

  for (const tag of ['en_US', 'xx', 'not a language!', '', '💥', 'constructor']) {
    it(`lang="${tag}" is no reason to stop`, async () => {
      const trainer = await fixture<FmTrainer>(html`<fm-trainer lang=${tag} controls="full" hidden-layers="8" steps="30" batch="8"></fm-trainer>`);
      trainer.train();
      await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
      await trainer.updateComplete;
      expect(trainer.shadowRoot!.querySelector('.numbers')!.textContent).to.match(/step 30 of 30/);
      await painted(trainer);
      expect(words(trainer)).to.equal('');
    });
  }

  it('a German trainer has no point in a number, an English one no decimal comma', async () => {
    const page = await fixture<HTMLElement>(html`<div style="width: 500px">
      ${['de', 'en'].map((lang) => html`<fm-trainer lang=${lang} controls="full" hidden-layers="8" steps="40" batch="8"></fm-trainer>`)}
      ${['de', 'en'].map((lang) => html`<fm-sampler lang=${lang} view="plane" count="12000" steps="2" t="0.5"></fm-sampler>`)}
    </div>`);
    const [german, english] = [...page.querySelectorAll('fm-trainer')];
    for (const trainer of [german, english]) {
      trainer.train();
      await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
      await trainer.updateComplete;
      await painted(trainer);
    }
    const [germanCloud, englishCloud] = [...page.querySelectorAll('fm-sampler')];
    for (const cloud of [germanCloud, englishCloud]) await painted(cloud);
    expect(numerals(german).length).to.be.greaterThan(10);
    for (const figure of [german, germanCloud]) expect(numerals(figure).filter((numeral) => numeral.includes('.') && !/^\d+\.\d{3}$/.test(numeral))).to.deep.equal([]);
    for (const figure of [english, englishCloud]) expect(numerals(figure).filter((numeral) => numeral.includes(',') && !/^\d+,\d{3}$/.test(numeral))).to.deep.equal([]);
    expect([label(germanCloud), label(englishCloud)].map((text) => text.split(' ')[0])).to.deep.equal(['12.000', '12,000']);
    for (const [figure, said] of [[german, '12.000 steps'], [english, '12,000 steps']] as const) {
      figure.steps = 12_000;
      await waitUntil(() => figure.shadowRoot!.querySelector('.numbers')!.textContent.includes(said), `${said} is not written`);
    }
  });
});

describe('to a screen reader', () => {
  const groupName = (figure: Figure): string | null => figure.shadowRoot!.querySelector('[role="group"]')!.getAttribute('aria-label');

  it('a figure is a group with a name, and its sentence says what is not as usual', async () => {
    const page = await fixture<HTMLElement>(html`<div style="width: 360px" lang="en">
      <fm-field target="circles" t="0.5"></fm-field>
      <fm-field target="circles" schedule="cosine" t="0.5"></fm-field>
      <fm-sampler target="circles" view="plane" schedule="polynomial-2" solver="heun" steps="5" count="50" t="0.5"></fm-sampler>
      <fm-trainer target="circles" coupling="ot" hidden-layers="8" batch="8" steps="30"></fm-trainer>
    </div>`);
    const figures = [...page.querySelectorAll<Figure>('fm-field, fm-sampler, fm-trainer')];
    for (const figure of figures) await painted(figure);
    expect(figures.map(groupName)).to.deep.equal([
      'Exact velocity field from gaussian to circles',
      'Exact velocity field from gaussian to circles, schedule cosine',
      'Points carried from gaussian to circles, schedule polynomial-2',
      'Training of a network from gaussian to circles, coupling ot',
    ]);
    expect(figures.map(label)).to.deep.equal([
      'Exact velocity field from gaussian to circles at t = 0.50, with 600 points',
      'Exact velocity field from gaussian to circles, schedule cosine at t = 0.50, with 600 points',
      '50 points carried from gaussian to circles, schedule polynomial-2, by 5 steps of heun, at t = 0.50',
      'Training of a network from gaussian to circles, coupling ot. Not started.',
    ]);
    const trainer = figures[3] as FmTrainer;
    trainer.train();
    await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
    await waitUntil(() => /Step 30 of 30, loss \d/.test(label(trainer)), 'the end of the training is not said');
  });

  it('a figure that can be turned takes keys, tells them, and is no plain image; one that cannot is one', async () => {
    const page = await fixture<HTMLElement>(html`<div style="width: 360px">
      <fm-sampler target="moons" steps="4" count="50"></fm-sampler><fm-field target="torus"></fm-field>
      <fm-field target="moons"></fm-field>
    </div>`);
    const figures = [...page.querySelectorAll<Figure>('fm-sampler, fm-field')];
    for (const figure of figures) await painted(figure);
    for (const figure of figures.slice(0, 2)) {
      const canvas = figure.shadowRoot!.querySelector('canvas')!;
      expect([canvas.getAttribute('role'), canvas.tabIndex]).to.deep.equal(['application', 0]);
      expect(canvas.getAttribute('aria-keyshortcuts')).to.contain('ArrowLeft');
      const told = figure.shadowRoot!.getElementById(canvas.getAttribute('aria-describedby')!)!;
      expect(told.textContent).to.match(/Arrow keys turn.*Space plays/);
      expect((await axe.run(figure)).violations.map(({ id }) => id)).to.deep.equal([]);
    }
    const flat = figures[2].shadowRoot!.querySelector('canvas')!;
    expect([flat.getAttribute('role'), flat.tabIndex, flat.getAttribute('aria-describedby')]).to.deep.equal(['img', -1, null]);
  });
});

it('an author’s file is told by its name, not by its address', async () => {
  const table = new Blob(['a,b\n' + Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 11}`).join('\n')], { type: 'text/csv' });
  const { fetch: real } = globalThis;
  globalThis.fetch = (address, options) => ((address instanceof Request ? address.url : String(address)).includes('Palmer%20penguins.csv') ? Promise.resolve(new Response(table)) : real(address, options));
  try {
    const field = await fixture<FmField>(html`<fm-field src="https://example.org/somebody/data/main/Palmer%20penguins.csv?raw=1" style="width: 360px"></fm-field>`);
    await painted(field);
    const group = field.shadowRoot!.querySelector('[role=group]')!.getAttribute('aria-label')!;
    expect(group).to.equal('Exact velocity field from gaussian to Palmer penguins.csv');
    await waitUntil(() => label(field).startsWith(`${group} at t = `), label(field));
  } finally {
    globalThis.fetch = real;
  }
});
