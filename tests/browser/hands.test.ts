import { expect } from '@open-wc/testing';
import { canTouch, canWheelWithCtrl, doubleClick, drag, elementAt, middle, pinch, press, swipe, tap, touchScrolls, type, wheel } from './hands.ts';
import { until } from './scene.ts';

/** Something to put hands on, in a page that can be scrolled; it tells what arrived. */
function createPad(touchAction = 'none'): { pad: HTMLElement; heard: string[] } {
  const page = document.createElement('div');
  page.style.height = '4000px';
  const pad = document.createElement('div');
  pad.style.cssText = `width: 400px; height: 300px; touch-action: ${touchAction}`;
  page.append(pad);
  document.body.prepend(page);
  const heard: string[] = [];
  const note = (words: (event: PointerEvent & WheelEvent) => string) => (event: Event) => {
    heard.push(event.isTrusted ? words(event as PointerEvent & WheelEvent) : 'made by a script');
  };
  for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel']) pad.addEventListener(kind, note((event) => `${event.type} ${event.pointerType}`));
  pad.addEventListener('dblclick', note(() => 'dblclick'));
  pad.addEventListener('wheel', (event) => {
    heard.push(`wheel ${event.deltaY > 0 ? 'down' : 'up'}${event.ctrlKey ? ' with Ctrl' : ''}`);
    if (event.ctrlKey) event.preventDefault();
  }, { passive: false });
  return { pad, heard };
}

afterEach(() => {
  scrollTo(0, 0);
  document.querySelectorAll('body > div').forEach((page) => page.remove());
});

describe('the hands of this browser', () => {
  it('drag with the mouse', async () => {
    const { pad, heard } = createPad();
    expect(elementAt(middle(pad)) === pad).to.equal(true);
    await drag(middle(pad), middle(pad, 100, 20));
    await until(() => heard.includes('pointerup mouse'), 'the button is up');
    const dragged = heard.slice(heard.indexOf('pointerdown mouse'));
    expect(dragged).to.deep.equal(['pointerdown mouse', ...Array(4).fill('pointermove mouse') as string[], 'pointerup mouse']);
  });

  it('click twice', async () => {
    const { pad, heard } = createPad();
    await doubleClick(middle(pad));
    await until(() => heard.includes('dblclick'), 'a double click arrives');
  });

  it('scroll the page with the wheel, as often as they like', async () => {
    const { pad, heard } = createPad();
    for (const times of [1, 2]) {
      const before = scrollY;
      await wheel(middle(pad), 60);
      await until(() => scrollY === before + 60, `the page is scrolled ${times} times`);
    }
    expect(heard).to.include('wheel down');
  });

  it('turn the wheel with Ctrl', async function () {
    if (!canWheelWithCtrl) this.skip();
    const { pad, heard } = createPad();
    await wheel(middle(pad), -60, { ctrl: true });
    await until(() => heard.includes('wheel up with Ctrl'), 'the wheel is turned');
    expect(scrollY).to.equal(0);
  });

  it('press keys, alone and together, and type', async () => {
    const field = document.createElement('input');
    document.body.prepend(field);
    field.focus();
    await type('Flow matching');
    await press('ArrowLeft');
    await press('Shift', 'Home');
    await press('Delete');
    await until(() => field.value === 'g', 'all but the last letter is gone');
    field.remove();
  });

  it('touch with one finger and with two', async function () {
    if (!canTouch) this.skip();
    const { pad, heard } = createPad();
    const count = (what: string) => heard.filter((one) => one === what).length;
    await tap(middle(pad));
    await until(() => count('pointerup touch') === 1, 'the finger is up');
    await pinch(middle(pad), 50, 200);
    await until(() => count('pointerup touch') === 3, 'both fingers are up');
    expect(count('pointerdown touch')).to.equal(3);
    expect(count('pointermove touch')).to.be.at.least(8);
  });

  it('scroll the page with a finger where it may', async function () {
    if (!touchScrolls) this.skip();
    const { pad, heard } = createPad('pan-y');
    await swipe(middle(pad, 0, 100), middle(pad, 0, -100));
    await until(() => scrollY > 50 && heard.includes('pointercancel touch'), 'the page is scrolled');
  });
});
