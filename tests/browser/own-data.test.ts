import { expect, fixture, html } from '@open-wc/testing';
import axe from 'axe-core';
import { painted, words } from './figures.ts';
import { expectFrench } from './french.ts';
import { canGiveFiles, canTouch, choose, click, drag, drop, hold, middle, moveTo, press, swipe, tap, type } from './hands.ts';
import { account, atRestIn, clickOn, createOwn, CSV, drawnWords, part, pictureOf, pointsDrawn, seen, target, until, wrong } from './own-data-page.ts';

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('a file of the reader’s own', () => {
  before(function () {
    if (!canGiveFiles) this.skip();
  });

  it('dropped on the figure is shown by all figures of the flow, with names, units and groups, said in words and told in an event', async () => {
    const { figure, follower, told } = await createOwn('file');
    await hold(middle(pictureOf(figure)), [CSV]);
    await until(() => figure.shadowRoot!.querySelector('.figure.dropping'), 'it does not say that it would take the file');
    await drop(middle(pictureOf(figure)), [CSV]);
    await until(() => target(figure).name === 'birds.csv', `the data are not taken: ${wrong(figure)}`);
    expect(figure.shadowRoot!.querySelector('.dropping')).to.equal(null);
    expect(target(follower)).to.equal(target(figure));
    expect(target(figure).units!.columns).to.deep.equal(['length_mm', 'depth_mm']);
    expect(target(figure).units!.centre[0]).to.be.closeTo(43, 0.5);
    expect(target(figure).classes!.names).to.deep.equal(['Gentoo', 'Adelie']);
    await until(() => account(figure).startsWith('Shown: birds.csv; 60 rows; bandwidth'), account(figure));
    expect(account(figure)).to.match(/Gentoo 20, Adelie 40$/);
    expect(told).to.deep.equal([{ kind: 'table', name: 'birds.csv', count: 60, columns: ['length_mm', 'depth_mm'], classes: ['Gentoo', 'Adelie'] }]);
    await until(() => figure.toSvg()?.includes('depth_mm'), 'the axis is not named');
  });

  it('chosen by a button has its columns chosen, and undo and redo lead through all that was shown', async () => {
    const { figure, told } = await createOwn('file');
    await choose(middle(seen(part(figure, '.file'))), [CSV]);
    await until(() => target(figure).name === 'birds.csv', 'the data are not taken');
    await until(() => part(figure, '.columns'), 'no columns to choose from');
    const [first, second, , colours] = figure.shadowRoot!.querySelectorAll<HTMLSelectElement>('.own-data select');
    expect([first.value, second.value, colours.value]).to.deep.equal(['length_mm', 'depth_mm', 'species']);
    seen(second).focus();
    await press('ArrowDown');
    await until(() => target(figure).units!.columns[1] === 'mass_g', `another column is not shown: ${wrong(figure)}`);
    for (const [button, shown] of [['.undo', 'depth_mm'], ['.undo', undefined], ['.redo', 'depth_mm'], ['.redo', 'mass_g']] as const) {
      await clickOn(figure, button);
      await until(() => target(figure).units?.columns[1] === shown, `${button} does not lead to ${shown}`);
    }
    expect(told.map(({ kind }) => kind)).to.deep.equal(['table', 'table', 'table', 'page', 'table', 'table']);
    expect(part<HTMLButtonElement>(figure, '.redo').disabled).to.equal(true);
  });

  it('that cannot be shown is said in words, one that is too large before it is read, and the figure keeps what it had', async () => {
    const { figure, told } = await createOwn('file paste');
    const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9, 0, 0, 0, 9, 1, 2, 3];
    for (const [files, says] of [
      [[{ name: 'huge.csv', text: 'x,y\n', size: 200e6 }], '"huge.csv" is larger than 8 MB'],
      [[CSV, { name: 'more.csv', text: '1,2' }], 'These are 2 files; give one at a time'],
      [[{ name: 'broken.png', bytes: png }], '"broken.png" is not an image that this browser can read'],
      [[{ name: 'words.png', text: 'no picture' }], '"words.png" is not an image that is read here'],
      [[{ name: 'names.json', text: '[{"name": "Ada"}, {"name": "Emmy"}]' }], 'No row has a number.'],
      [[{ name: 'flat.csv', text: 'x,y\n1,2\n1,2\n1,2' }], 'The column "x" holds 1 in every point'],
      [[{ name: 'book.xlsx', bytes: [0x50, 0x4b, 3, 4, 0, 0] }], 'is a workbook or a zip archive'],
    ] as const) {
      await drop(middle(pictureOf(figure)), files);
      await until(() => wrong(figure).includes(says), `${says}: ${wrong(figure)}`);
      expect(target(figure).name).to.equal('moons');
      expect(words(figure)).to.equal('');
    }
    await drop(middle(pictureOf(figure)), [], 'x\ty\n1\t2\n3\t5\n4\t4');
    await until(() => target(figure).name === 'pasted rows', 'rows that are dropped are not taken');
    expect(wrong(figure)).to.equal('');
    expect(told).to.have.length(1);
  });
});

describe('rows that are pasted', () => {
  it('are typed by keys into a field, shown, and said in French on a French page; prose is told what would be right', async () => {
    const { figure, told } = await createOwn('paste', 'fr');
    await click(middle(seen(part(figure, '.paste'))));
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    await type('Il pleut sur la ville');
    await click(middle(seen(part(figure, '.pasting .main'))));
    await until(() => wrong(figure).startsWith('Aucune ligne n’a de nombre.'), wrong(figure));
    expect(target(figure).name).to.equal('moons');
    await expectFrench(figure, ['moons Il pleut sur la ville']);
    part(figure, 'textarea').scrollIntoView({ block: 'center' });
    await click(middle(part(figure, 'textarea')));
    await press('Control', 'a');
    for (const row of ['1,5;2', '2,5;4', '3;3']) {
      await type(row);
      await press('Enter');
    }
    await click(middle(seen(part(figure, '.pasting .main'))));
    await until(() => target(figure).name === 'lignes collées', `not taken: ${wrong(figure)}`);
    expect(target(figure).law.weights.length).to.equal(3);
    await until(() => account(figure).includes('virgule'), account(figure));
    await expectFrench(figure, ['moons']);
    expect(told.map(({ kind, name }) => [kind, name])).to.deep.equal([['table', 'lignes collées']]);
  });
});

describe('rows for a figure of one class', () => {
  it('that have no classes, or others, are told what would be right in words for a reader, in both languages', async function () {
    this.timeout(60_000);
    for (const [lang, none, others] of [
      ['en', 'This figure shows the class "Gentoo" of its data, and yours have no classes; give rows with a column', 'and the classes of yours are left, right; name one of them "Gentoo".'],
      ['fr', 'Cette figure montre la classe « Gentoo » de ses données, et les vôtres n’ont pas de classes', 'et les classes des vôtres sont left, right ; nommez ainsi'],
    ]) {
      const page = await fixture<HTMLElement>(html`<div style="width: 420px" lang=${lang}>
        <fm-field src="data:text/csv,${encodeURIComponent(CSV.text!)}" columns="length_mm,depth_mm" condition-column="species" condition="Gentoo" own-data="paste"></fm-field>
      </div>`);
      const figure = page.querySelector('fm-field')!;
      await painted(figure);
      await until(() => part(figure, '.paste'), 'nothing takes data');
      await clickOn(figure, '.paste');
      await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
      for (const [rows, says] of [[['1;2', '2;4', '3;3'], none], [['x;y;side', '1;2;left', '2;4;right', '3;3;left', '4;1;right'], others]] as const) {
        await press('Control', 'a');
        for (const row of rows) {
          await type(row);
          await press('Enter');
        }
        await clickOn(figure, '.pasting .main');
        await until(() => wrong(figure).replaceAll(/\s/g, ' ').includes(says), says);
        expect(target(figure).classes!.names).to.deep.equal(['Gentoo', 'Adelie']);
        await clickOn(figure, 'textarea');
      }
    }
  });
});

describe('a drawing', () => {
  it('by the mouse: strokes, undo, redo, clear, and nothing or one place are no drawing', async () => {
    const { figure, follower, told } = await createOwn('draw');
    await click(middle(seen(part(figure, '.draw'))));
    await until(() => part(figure, '.pad'), 'no paper');
    const pad = seen(part(figure, '.pad'));
    const status = (): string => drawnWords(figure);
    const button = (text: string): Element => [...figure.shadowRoot!.querySelectorAll('.drawing button')].find(({ textContent }) => textContent.trim() === text)!;
    await click(middle(button('Show')));
    await until(() => wrong(figure) === 'Nothing is drawn yet; draw a line, or two points or more.', wrong(figure));
    await click(middle(pad, -40, -30));
    await until(() => status().startsWith('1 point,'), status());
    await click(middle(button('Show')));
    await until(() => wrong(figure).startsWith('One place is drawn;'), wrong(figure));
    expect(target(figure).name).to.equal('moons');
    await drag(middle(pad, -60, 0), middle(pad, 60, 0));
    const drawn = status();
    expect(Number.parseInt(drawn, 10)).to.be.greaterThan(20);
    await click(middle(button('Undo')));
    await until(() => status().startsWith('1 point,'), status());
    await click(middle(button('Redo')));
    await until(() => status() === drawn, status());
    await click(middle(button('Clear')));
    await until(() => status().startsWith('0 points,'), status());
    await click(middle(button('Undo')));
    await until(() => status() === drawn, status());
    await click(middle(button('Show')));
    await until(() => target(figure).name === 'drawing', wrong(figure));
    expect(target(follower)).to.equal(target(figure));
    expect(part(figure, '.pad')).to.equal(null);
    const { means, weights } = target(figure).law;
    expect(told).to.deep.equal([{ kind: 'drawing', name: 'drawing', count: weights.length }]);
    // The paper is nine units wide: the click is above, the line in its middle.
    const unit = pad.getBoundingClientRect().width / 9 || 420 / 9;
    expect(means[0]).to.be.closeTo(-40 / unit, 0.1);
    expect(means[1]).to.be.closeTo(30 / unit, 0.1);
    expect(means.at(-1)).to.be.closeTo(0, 0.03);
  });

  it('by keys: a cross goes over the paper, Space sets points, Backspace takes them back, Enter shows them', async () => {
    const { figure } = await createOwn('draw');
    part<HTMLButtonElement>(figure, '.draw').focus();
    await press('Enter');
    await until(() => part(figure, '.pad')?.matches(':focus'), 'the paper has no focus');
    for (const keys of [['ArrowRight'], ['ArrowRight'], [' '], ['ArrowUp'], ['Shift', 'ArrowUp'], [' '], ['ArrowLeft'], [' '], ['Backspace'], ['Enter']]) await press(...keys);
    await until(() => target(figure).name === 'drawing', wrong(figure));
    expect([...target(figure).law.means].map((value) => Math.round(100 * value) / 100)).to.deep.equal([0.5, 0, 0.5, 0.3]);
    await until(() => figure.shadowRoot!.activeElement === part(figure, '.draw'), 'the focus is lost');
  });

  it('by a finger, which scrolls nothing meanwhile', async function () {
    if (!canTouch) this.skip();
    const { figure } = await createOwn('draw');
    await tap(middle(seen(part(figure, '.draw'))));
    await until(() => part(figure, '.pad'), 'no paper');
    const pad = seen(part(figure, '.pad'));
    const { scrollY } = window;
    await swipe(middle(pad, 0, 60), middle(pad, 0, -60));
    await swipe(middle(pad, -60, 0), middle(pad, 60, 0));
    expect(window.scrollY).to.equal(scrollY);
    await until(() => pointsDrawn(figure) > 40, 'the finger draws nothing');
    await tap(middle(await atRestIn(figure, '.drawing .main')));
    await until(() => target(figure).name === 'drawing', wrong(figure));
  });

  it('leaves nothing for axe to mend', async () => {
    const { figure } = await createOwn('file paste draw');
    await clickOn(figure, '.draw');
    await until(() => part(figure, '.pad'), 'no paper');
    const { violations } = await axe.run(figure, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: found }) => found).join(' ')}`)).to.deep.equal([]);
  });
});

it('own-data without a word offers all ways', async () => {
  const page = await fixture<HTMLElement>(html`<div style="width: 420px"><fm-field target="moons" own-data></fm-field></div>`);
  const figure = page.querySelector('fm-field')!;
  await until(() => part(figure, '.draw'), 'nothing takes data');
  expect(['.file', '.paste', '.draw'].map((way) => part(figure, way)?.textContent.trim())).to.deep.equal(['Choose a file …', 'Paste …', 'Draw …']);
  figure.removeAttribute('own-data');
  await until(() => !part(figure, '.draw'), 'it still takes data');
});
