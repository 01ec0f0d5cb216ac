import { aTimeout, expect } from '@open-wc/testing';
import { buttonDown, buttonUp, canGiveFiles, click, drag, drop, middle, moveTo, press, type } from './hands.ts';
import { account, atRestIn, clickOn, createOwn, CSV, drawnWords, part, pictureOf, pointsDrawn, seen, target, until, wrong } from './own-data-page.ts';

afterEach(() => moveTo({ x: 2, y: 2 }));

describe('a drawing that is not finished', () => {
  it('is kept when its paper is left, with all its steps, until it is shown', async () => {
    const { figure } = await createOwn('draw');
    await clickOn(figure, '.draw');
    await until(() => part(figure, '.pad'), 'no paper');
    await atRestIn(figure, '.pad');
    await click(middle(part(figure, '.pad'), -40, -30));
    await drag(middle(part(figure, '.pad'), -60, 0), middle(part(figure, '.pad'), 60, 0));
    const drawn = pointsDrawn(figure);
    expect(drawn).to.be.greaterThan(20);
    await press('Escape');
    await until(() => !part(figure, '.pad'), 'Escape does not leave');
    expect(part(figure, '.draw').textContent).to.equal('Go on drawing …');
    expect(target(figure).name).to.equal('moons');
    await press('Enter');
    await until(() => pointsDrawn(figure) === drawn, `the drawing is lost: ${drawnWords(figure)}`);
    await press('Control', 'z');
    await until(() => pointsDrawn(figure) === 1, drawnWords(figure));
    await press('Control', 'y');
    await until(() => pointsDrawn(figure) === drawn, drawnWords(figure));
    await press('Enter');
    await until(() => target(figure).name === 'drawing', wrong(figure));
    expect(part(figure, '.draw').textContent).to.equal('Draw …');
  });

  it('goes along with an element that is moved in the page or out of it for a while, and so does the stroke under the pen', async () => {
    const { page, figure } = await createOwn('draw');
    await clickOn(figure, '.draw');
    await until(() => part(figure, '.pad'), 'no paper');
    const pad = await atRestIn(figure, '.pad');
    await moveTo(middle(pad, -60, 0));
    await buttonDown();
    await moveTo(middle(pad, 0, 0));
    await moveTo(middle(pad, 60, 0));
    const drawn = pointsDrawn(figure);
    page.querySelector('p')!.append(figure);
    await buttonUp();
    await figure.updateComplete;
    expect(pointsDrawn(figure)).to.equal(drawn);
    figure.remove();
    figure.requestUpdate();
    await aTimeout(1200);
    page.prepend(figure);
    await until(() => pointsDrawn(figure) === drawn, `the drawing is lost: ${drawnWords(figure)}`);
    const next = await atRestIn(figure, '.pad');
    await click(middle(next, 0, 40));
    await until(() => pointsDrawn(figure) === drawn + 1, `the pen is stuck: ${drawnWords(figure)}`);
    await clickOn(figure, '.drawing .main');
    await until(() => target(figure).name === 'drawing', wrong(figure));
  });

  it('is kept when other data are shown meanwhile', async function () {
    if (!canGiveFiles) this.skip();
    const { figure } = await createOwn('file draw');
    await clickOn(figure, '.draw');
    await until(() => part(figure, '.pad'), 'no paper');
    await drag(middle(await atRestIn(figure, '.pad'), -60, 0), middle(part(figure, '.pad'), 60, 0));
    const drawn = pointsDrawn(figure);
    await drop(middle(pictureOf(figure)), [CSV]);
    await until(() => target(figure).name === 'birds.csv', wrong(figure));
    expect(part(figure, '.pad')).to.equal(null);
    await clickOn(figure, '.draw');
    await until(() => pointsDrawn(figure) === drawn, `the drawing is lost: ${drawnWords(figure)}`);
  });
});

it('text for rows is kept when its field is left, and the element moved', async () => {
  const { page, figure } = await createOwn('paste draw');
  await clickOn(figure, '.paste');
  await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
  await type('1 2');
  await press('Enter');
  await type('3 5');
  await clickOn(figure, '.draw');
  await until(() => part(figure, '.pad'), 'no paper');
  expect(part(figure, '.paste').textContent).to.equal('Go on pasting …');
  page.querySelector('p')!.append(figure);
  await clickOn(figure, '.paste');
  await until(() => part<HTMLTextAreaElement>(figure, 'textarea')?.value === '1 2\n3 5', 'the text is lost');
});

describe('what the page does meanwhile', () => {
  it('is no loss: data of its own that it gives are told to be shown, and undo leads back to the reader’s', async () => {
    const { figure, told } = await createOwn('paste');
    await clickOn(figure, '.paste');
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    for (const row of ['7;1;2', '7;2;4', '7;3;3']) {
      await type(row);
      await press('Enter');
    }
    await clickOn(figure, '.pasting .main');
    await until(() => target(figure).name === 'pasted rows', wrong(figure));
    await until(() => account(figure).startsWith('Shown: pasted rows; left out, as constant: 1; 3 rows; bandwidth'), account(figure));
    expect(target(figure).units!.columns).to.deep.equal(['2', '3']);
    figure.target = 'circles';
    await until(() => target(figure).name === 'circles', 'the page cannot change its data');
    await until(() => account(figure) === '', `it tells of data that are not shown: ${account(figure)}`);
    expect(part(figure, '.columns')).to.equal(null);
    await clickOn(figure, '.undo');
    await until(() => target(figure).name === 'pasted rows' && account(figure).startsWith('Shown: pasted rows'), account(figure));
    await clickOn(figure, '.redo');
    await until(() => target(figure).name === 'circles' && account(figure) === '', account(figure));
    expect(told.map(({ kind, name }) => [kind, name])).to.deep.equal([['table', 'pasted rows'], ['table', 'pasted rows'], ['page', 'circles']]);
  });

  it('is told as it is: of so many rows by data-count, and without a bandwidth', async function () {
    if (!canGiveFiles) this.skip();
    const { figure } = await createOwn('file');
    await drop(middle(pictureOf(figure)), [CSV]);
    await until(() => account(figure).startsWith('Shown: birds.csv; 60 rows; bandwidth'), account(figure));
    figure.dataCount = 12;
    await until(() => account(figure).startsWith('Shown: birds.csv; 60 rows; 12 drawn at random stand for all; '), account(figure));
    expect(account(figure)).not.to.include('bandwidth');
    const [gentoo, adelie] = /Gentoo (\d+), Adelie (\d+)$/.exec(account(figure))!.slice(1).map(Number);
    expect(gentoo + adelie).to.equal(12);
  });
});

describe('columns', () => {
  before(function () {
    if (!canGiveFiles) this.skip();
  });

  it('without a name can be chosen by their position', async () => {
    const { figure } = await createOwn('file');
    await drop(middle(pictureOf(figure)), [{ name: 'index.csv', text: ',x,,kind\n0,1,7,a\n1,3,5,b\n2,2,8,a' }]);
    await until(() => part(figure, '.columns'), wrong(figure));
    const [first] = figure.shadowRoot!.querySelectorAll<HTMLSelectElement>('.own-data select');
    expect([...first.options].map(({ value }) => value)).to.deep.equal(['1', 'x', '3']);
    seen(first).focus();
    await press('End');
    await until(() => target(figure).units!.columns[0] === '3', wrong(figure));
    expect(target(figure).units!.columns).to.deep.equal(['3', 'x']);
  });

  it('a file that is let go over the field for rows is taken like any other, and what the field has is kept', async () => {
    const { figure } = await createOwn('file paste');
    await clickOn(figure, '.paste');
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    await type('half a r');
    await drop(middle(await atRestIn(figure, 'textarea')), [CSV]);
    await until(() => target(figure).name === 'birds.csv', wrong(figure));
    await clickOn(figure, '.paste');
    await until(() => part<HTMLTextAreaElement>(figure, 'textarea')?.value === 'half a r', 'the text is lost');
  });

  it('a file that is let go over the field of a figure that takes none leaves the page and the text as they are', async () => {
    const { figure } = await createOwn('paste');
    await clickOn(figure, '.paste');
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    await type('half a r');
    await drop(middle(await atRestIn(figure, 'textarea')), [CSV]);
    await aTimeout(500);
    expect(part<HTMLTextAreaElement>(figure, 'textarea').value).to.equal('half a r');
    expect(target(figure).name).to.equal('moons');
  });
});
