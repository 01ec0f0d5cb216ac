import { expect, fixture, html } from '@open-wc/testing';
import { filter, firstValueFrom } from 'rxjs';
import type { FmErrorEvent, FmField, FmSampler, FmTrainer } from 'fm-elements';
import 'fm-elements';
import { csv, GOOD, painted, words, type Figure } from './figures.ts';
import { englishBy, expectFrench, saidBy } from './french.ts';
import { waitUntil } from './wait.ts';

const frame = (figure: Figure): HTMLElement => figure.shadowRoot!.querySelector<HTMLElement>('.figure')!;

/** Figures of a French page. */
const createPage = (content: ReturnType<typeof html>): Promise<HTMLElement> => fixture<HTMLElement>(html`<div lang="fr" style="width: 360px">${content}</div>`);

// First: later ones find the words here.
it('no English flashes: before its words are here a figure keeps its room, shows its still alone and tells no event', async () => {
  const page = await fixture<HTMLElement>(html`<div lang="fr-CA" style="width: 360px"></div>`);
  const messages: string[] = [];
  const hear = (event: Event): void => void messages.push((event as FmErrorEvent).detail.message);
  page.addEventListener('fm-error', hear);
  const field = document.createElement('fm-field');
  field.innerHTML = '<img alt="une image" src="data:," />';
  field.setAttribute('target', 'torus');
  field.setAttribute('view', 'plane');
  const right = document.createElement('fm-field');
  const [mended, gone] = [0, 1].map(() => document.createElement('fm-field'));
  for (const wrong of [mended, gone]) wrong.setAttribute('field', 'false');
  page.append(mended, gone, field, right);
  for (const wrong of [mended, gone]) {
    await wrong.updateComplete;
    expect(wrong.shadowRoot!.querySelector('.problem')).not.to.equal(null);
  }
  mended.removeAttribute('field');
  gone.addEventListener('fm-error', hear);
  gone.remove();
  await mended.updateComplete;
  await right.updateComplete;
  const { height } = frame(right).getBoundingClientRect();
  expect(height).to.be.greaterThan(200);
  expect([frame(field).getAttribute('aria-busy'), getComputedStyle(frame(field)).visibility]).to.deep.equal(['true', 'hidden']);
  expect(getComputedStyle(field.querySelector('img')!).visibility).to.equal('visible');
  await waitUntil(() => getComputedStyle(frame(field)).visibility === 'visible', 'the words do not come');
  expect(frame(field).hasAttribute('aria-busy')).to.equal(false);
  expect(frame(right).getBoundingClientRect().height).to.be.closeTo(height, 1);
  await waitUntil(() => words(field) !== '');
  await expectFrench(field);
  expect(messages).to.deep.equal(['«\u00a0plane\u00a0» montre deux dimensions, et «\u00a0torus\u00a0» en a 3\u202f; retirez cet attribut, ou prenez «\u00a0volume\u00a0».']);
});

describe('a French page says nothing in English:', () => {
  for (const field of ['exact', 'learned', 'both', 'difference'] as const) {
    it(`the field ${field}`, async () => {
      const page = await createPage(html`<fm-field field=${field} target="moons" schedule="cosine" t="0.5"></fm-field><fm-field field=${field} target="two-gaussians"></fm-field>`);
      for (const figure of page.querySelectorAll('fm-field')) {
        await painted(figure);
        await expectFrench(figure);
      }
    });
  }

  it('figures in space and over time, with their keys', async () => {
    const page = await createPage(html`<fm-field target="torus"></fm-field><fm-field target="moons" view="spacetime"></fm-field><fm-sampler target="moons" count="50"></fm-sampler>`);
    for (const figure of page.querySelectorAll<Figure>('fm-field, fm-sampler')) {
      await painted(figure);
      await expectFrench(figure);
      expect(saidBy(figure).join()).to.contain('Espace lance et arrête');
    }
  });

  for (const solver of ['euler', 'midpoint', 'heun', 'rk4', 'dopri5', 'sde']) {
    it(`the sampler with ${solver}`, async () => {
      const page = await createPage(html`<fm-sampler solver=${solver} steps="5" count="40" noise="0.5" tolerance="0.00025" target="moons" view="plane"></fm-sampler>`);
      const sampler = page.querySelector('fm-sampler')!;
      await painted(sampler);
      await waitUntil(() => saidBy(sampler).some((text) => text.includes('du champ')), 'no note of the cost');
      await expectFrench(sampler);
      if (solver === 'sde') expect(saidBy(sampler).join()).to.contain('bruit 0,5');
      if (solver === 'dopri5') expect(saidBy(sampler).join()).to.contain('2,5·10⁻⁴');
    });
  }

  it('a trainer with all its controls, in every phase of a run, its chart, its course and its straightening', async () => {
    const page = await createPage(html`<fm-trainer controls="full" hidden-layers="8" steps="60" batch="8" target="moons"></fm-trainer>`);
    const trainer = page.querySelector('fm-trainer')!;
    const phases = new Set<string>();
    const end = trainer.flow!.training.state$.subscribe(({ phase }) => void trainer.updateComplete.then(() => {
      phases.add(phase);
      expect(englishBy(trainer), phase).to.deep.equal([]);
    }));
    await painted(trainer);
    trainer.train();
    await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'training')));
    trainer.pauseTraining();
    await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'paused' || phase === 'done')));
    trainer.train();
    await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
    await expectFrench(trainer);
    expect(saidBy(trainer).join()).to.match(/plancher de sa moyenne \d,\d{3}/).and.to.match(/perte \d,\d{3} = plancher \d,\d{3} \+ excès/);
    trainer.flow!.training.lookBack(0);
    await expectFrench(trainer);
    trainer.flow!.training.lookBack(undefined);
    trainer.reflow();
    await waitUntil(() => saidBy(trainer).some((text) => text.includes('redressement 1')), 'no word of the straightening');
    await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
    await expectFrench(trainer);
    end.unsubscribe();
    expect([...phases]).to.include.members(['idle', 'starting', 'training', 'done']);
    expect(saidBy(trainer)).to.include.members(['pas d’entraînement', 'perte d’un lot', 'Recommencer', 'Un pas', 'Redresser']);
  });

  it('a file on its way, and what is said of its rows', async () => {
    const [commas, plain] = ['a;b\n1,5;2,5\n2,5;1,5\n;3\n4,5;1\n', 'a,b\n1,2\n2,1\n4,4\n'].map((text) => URL.createObjectURL(new Blob([text], { type: 'text/csv' })));
    const page = await createPage(html`<fm-field src=${commas}></fm-field><fm-field src=${plain}></fm-field>`);
    for (const figure of page.querySelectorAll('fm-field')) {
      await expectFrench(figure);
      await painted(figure);
      await expectFrench(figure, ['a b']);
    }
    expect(saidBy(page.querySelector('fm-field')!).find((text) => text.includes('règle'))).to.match(/^3 sur 4 lignes\u202f; lues avec des virgules décimales\u202f; 1 écartée faute de nombre/);
  });

  const MISTAKES: Record<string, Record<string, string>> = {
    'a column that does not exist': { src: GOOD, columns: 'a,c' },
    'a file that is not there': { src: '/no-such.csv' },
    'a broken table': { src: csv('a,b\n1,"2\n3,4') },
    'a column that never varies': { src: csv('a,b\n1,2\n1,3') },
    'a picture that is none': { src: 'data:image/png;base64,AAAA' },
    'a text without letters': { target: 'text: ' },
    'a view that cannot show the data': { target: 'moons', view: 'volume' },
    'a comparison in space': { target: 'torus', field: 'difference' },
    'a layer that is flat': { target: 'torus', layers: 'density' },
    'an exact field that is not known': { target: 'moons', coupling: 'ot' },
    'an element that is not there': { from: '#nobody' },
    'an unknown field': { field: 'exakt' },
    'an unknown target': { target: 'mooons' },
    'a layer that there is not': { layers: 'arrows clouds' },
    'a bandwidth that is no number': { src: GOOD, bandwidth: 'ample' },
    'a time that is no number': { t: 'bientôt' },
    'laws of different dimensions': { source: 'moons', target: 'torus' },
  };
  for (const [title, attributes] of Object.entries(MISTAKES)) {
    it(`${title}, in the figure and in the event`, async () => {
      const page = await createPage(html``);
      const messages: string[] = [];
      page.addEventListener('fm-error', (event) => messages.push(event.detail.message));
      const figure = document.createElement('fm-field');
      for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
      page.append(figure);
      await waitUntil(() => words(figure) !== '' && messages.length > 0, 'nothing was said');
      await expectFrench(figure, ['no-such.csv nobody clouds bandwidth data']);
      expect(words(figure)).to.contain(messages[0]);
    });
  }
});

it('a solver that cannot do what it is asked, in French', async () => {
  const page = await createPage(html`<fm-sampler target="moons" solver="sde" count="5000"></fm-sampler>`);
  const sampler = page.querySelector('fm-sampler')!;
  await waitUntil(() => words(sampler) !== '', 'nothing was said');
  expect(words(sampler)).to.match(/^count\u00a0: La méthode «\u00a0sde\u00a0» transporte au plus 2\s?000 points/);
  await expectFrench(sampler, ['count']);
});

it('another language takes the place of the first while a figure lives: words, picture, mistakes, names for screen readers', async () => {
  const page = await fixture<HTMLElement>(html`<div lang="en" style="width: 360px">
    <fm-field target="moons" t="0.5"></fm-field><fm-sampler steps="5" count="40" target="moons"></fm-sampler>
    <fm-trainer controls="full" hidden-layers="8" steps="30" batch="8"></fm-trainer><fm-field src=${GOOD} columns="a,c"></fm-field>
  </div>`);
  const figures = [...page.querySelectorAll<FmField | FmSampler | FmTrainer>('fm-field, fm-sampler, fm-trainer')];
  const trainer = figures[2] as FmTrainer;
  await waitUntil(() => trainer.flow !== undefined, 'the trainer has no flow');
  trainer.train();
  await firstValueFrom(trainer.flow!.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  for (const figure of figures.slice(0, 3)) await painted(figure);
  await waitUntil(() => words(figures[3]) !== '', 'the mistake is not said');
  const before = figures.map((figure) => saidBy(figure).join('\n'));
  page.lang = 'fr';
  for (const figure of figures) await expectFrench(figure);
  page.lang = 'en';
  for (const [i, figure] of figures.entries()) {
    // Only what is seen is painted.
    figure.scrollIntoView();
    await waitUntil(() => saidBy(figure).join('\n') === before[i], 'English does not come back').catch(() => expect(saidBy(figure).join('\n')).to.equal(before[i]));
  }
});
