import { aTimeout, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { browserName, canTouch, click, letWriteClipboard, middle, moveTo, press, swipe, tap } from './hands.ts';
import { account, atRestIn, createOwn, drawnWords, part, pictureOf, pointsDrawn, seen, target, until, wrong } from './own-data-page.ts';

afterEach(() => moveTo({ x: 2, y: 2 }));

/** Where the keys go, in whatever shadow root. */
const focused = (): Element => {
  let found = document.activeElement!;
  while (found.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
};
const tabTo = async (isThere: (element: Element) => boolean, about: string): Promise<void> => {
  for (let tabs = 0; !isThere(focused()); tabs++) {
    expect(tabs, `Tab does not lead to ${about}`).to.be.lessThan(30);
    await press('Tab');
  }
};
const named = (text: string) => (element: Element): boolean => element.localName === 'button' && element.textContent.trim() === text;

describe('by keys alone', () => {
  it('data are drawn, taken back and cleared: no key is lost with a button that can do no more', async () => {
    const { page, figure } = await createOwn('draw');
    const before = document.createElement('button');
    before.textContent = 'before';
    page.prepend(before);
    before.focus();
    await tabTo(named('Draw …'), 'Draw');
    await press('Enter');
    await until(() => part(figure, '.pad')?.matches(':focus'), 'the paper has no focus');
    for (const key of [' ', 'ArrowRight', ' ', 'ArrowUp', ' ']) await press(key);
    await until(() => drawnWords(figure).startsWith('3 points, cross at (0.25, 0.25)'), drawnWords(figure));
    await tabTo(named('Clear'), 'Clear');
    await press('Enter');
    await until(() => pointsDrawn(figure) === 0 && focused() === part(figure, '.pad'), `the keys go to <${focused().localName}>`);
    await press('Backspace');
    await until(() => pointsDrawn(figure) === 3, drawnWords(figure));
    await press('Delete');
    await until(() => pointsDrawn(figure) === 0, drawnWords(figure));
    await tabTo(named('Undo'), 'Undo');
    for (const points of [3, 2, 1, 0]) {
      await press(' ');
      await until(() => pointsDrawn(figure) === points, drawnWords(figure));
    }
    await until(() => focused() === part(figure, '.pad'), `the keys go to <${focused().localName}>`);
    await tabTo(named('Redo'), 'Redo');
    for (const points of [1, 2]) {
      await press(' ');
      await until(() => pointsDrawn(figure) === points, drawnWords(figure));
    }
    await tabTo(named('Show'), 'Show');
    await press('Enter');
    await until(() => target(figure).name === 'drawing', wrong(figure));
    expect(target(figure).law.weights.length).to.equal(2);
    await until(() => focused() === part(figure, '.draw'), `the keys go to <${focused().localName}>`);
    await tabTo((element) => element === part(figure, '.undo'), 'Undo');
    await press('Enter');
    await until(() => target(figure).name === 'moons' && focused() === part(figure, '.redo'), `the keys go to <${focused().localName}>`);
  });
});

describe('what the clipboard has', () => {
  /** As a reader copies it: all of a text in the page. */
  async function copy(text: string): Promise<void> {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    seen(field).focus();
    await press('Control', 'a');
    await press('Control', 'c');
    field.remove();
  }

  it('is taken by Ctrl+V over the figure, its slider and its words, and by the field for rows as text', async () => {
    const { figure } = await createOwn('file paste');
    const places = [() => pictureOf(figure), () => figure.shadowRoot!.querySelector('input[type="range"]')!, () => part(figure, '.account')];
    for (const [i, place] of places.entries()) {
      await copy(`x\ty\n${i}\t2\n3\t5\n4\t4`);
      await click(middle(seen(place())));
      await press('Control', 'v');
      await until(() => target(figure).units?.columns.join() === 'x,y' && target(figure).units!.centre[0] > (i + 6.9) / 3, `not taken at place ${i}: ${wrong(figure)}`);
    }
    await copy('7;1\n8;2\n9;9');
    await click(middle(await atRestIn(figure, '.paste')));
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    await press('Control', 'v');
    await until(() => part<HTMLTextAreaElement>(figure, 'textarea').value === '7;1\n8;2\n9;9', part<HTMLTextAreaElement>(figure, 'textarea').value);
    expect(target(figure).units!.columns).to.deep.equal(['x', 'y']);
  });

  it('is a picture of a spreadsheet’s cells beside their text: the text is taken, and of a picture alone the picture', async function () {
    // Others ask the reader, or have no pictures to give.
    if (browserName !== 'Chromium') this.skip();
    const { figure } = await createOwn('file paste');
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 40;
    const ink = canvas.getContext('2d')!;
    ink.fillStyle = 'white';
    ink.fillRect(0, 0, 40, 40);
    ink.fillStyle = 'black';
    ink.fillRect(10, 10, 12, 20);
    const png = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!)));
    await letWriteClipboard();
    const write = async (items: Record<string, string | Blob>): Promise<void> => {
      await click(middle(pictureOf(figure)));
      await navigator.clipboard.write([new ClipboardItem(items)]);
    };
    await write({ 'text/plain': new Blob(['1\t2\n3\t5\n4\t4'], { type: 'text/plain' }), 'text/html': new Blob(['<table><tr><td>1</td></tr></table>'], { type: 'text/html' }), 'image/png': png });
    await press('Control', 'v');
    await until(() => target(figure).name === 'pasted rows', wrong(figure));
    await write({ 'image/png': png });
    await press('Control', 'v');
    await until(() => target(figure).name === 'image.png', wrong(figure));
    await until(() => account(figure) === 'Shown: image.png', account(figure));
    // Into the field for rows, which takes no picture itself.
    await click(middle(await atRestIn(figure, '.undo')));
    await until(() => target(figure).name === 'pasted rows', wrong(figure));
    await click(middle(await atRestIn(figure, '.paste')));
    await until(() => part(figure, 'textarea')?.matches(':focus'), 'the field has no focus');
    await press('Control', 'v');
    await until(() => target(figure).name === 'image.png', wrong(figure));
  });
});

describe('by a finger on a telephone', () => {
  before(function () {
    if (!canTouch) this.skip();
  });
  beforeEach(() => setViewport({ width: 360, height: 640 }));
  afterEach(() => setViewport({ width: 800, height: 600 }));

  it('a drawing is drawn, taken back, shown and undone', async () => {
    const { figure } = await createOwn('file paste draw', 'en', 340);
    await tap(middle(await atRestIn(figure, '.draw')));
    await until(() => part(figure, '.pad'), 'no paper');
    const pad = await atRestIn(figure, '.pad');
    const { scrollY } = window;
    await swipe(middle(pad, 0, 60), middle(pad, 0, -60));
    await until(() => pointsDrawn(figure) > 20, `the finger draws nothing: ${drawnWords(figure)}`);
    const drawn = pointsDrawn(figure);
    await swipe(middle(pad, -60, 0), middle(pad, 60, 0));
    await until(() => pointsDrawn(figure) > drawn, drawnWords(figure));
    expect(window.scrollY).to.equal(scrollY);
    await tap(middle(part(figure, '.drawing button')));
    await until(() => pointsDrawn(figure) === drawn, `Undo is not met: ${drawnWords(figure)}`);
    await tap(middle(part(figure, '.drawing .main')));
    await until(() => target(figure).name === 'drawing', `Show is not met: ${wrong(figure)}`);
    await tap(middle(await atRestIn(figure, '.undo')));
    await until(() => target(figure).name === 'moons', wrong(figure));
  });

  it('what is drawn moves nothing that a finger may be about to tap', async () => {
    const { figure } = await createOwn('draw', 'fr', 340);
    await tap(middle(await atRestIn(figure, '.draw')));
    await until(() => part(figure, '.pad'), 'no paper');
    const pad = await atRestIn(figure, '.pad');
    const places = (): string => [...figure.shadowRoot!.querySelectorAll('.own-data button, .own-data #pad-keys')].map((element) => JSON.stringify(element.getBoundingClientRect())).join('\n');
    const before = places();
    for (const up of [60, 0, -60]) await swipe(middle(pad, -120, up), middle(pad, 120, up));
    await until(() => pointsDrawn(figure) > 100, drawnWords(figure));
    await aTimeout(100);
    expect(places()).to.equal(before);
  });
});
