/**
 * What @web/test-runner-commands lacks of a reader's hands: the wheel, double clicks, fingers, keys held together.
 * Chromium and Firefox are driven by Puppeteer, WebKit by WebDriver actions. What a driver cannot is said by an error.
 */

import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ x: number, y: number }} Place  CSS px in the page's viewport */
/** @typedef {{ name: string, text?: string, bytes?: number[], size?: number }} GivenFile  written to a folder that the system throws away; of `size` bytes when longer */
/**
 * @typedef {{ kind: 'double-click' } & Place
 *   | { kind: 'wheel', deltaY: number, ctrl: boolean } & Place
 *   | { kind: 'keys', keys: string[] }
 *   | { kind: 'touch', fingers: Place[][] }
 *   | { kind: 'drop' | 'hold', files: GivenFile[], text?: string } & Place
 *   | { kind: 'choose', files: GivenFile[] } & Place
 *   | { kind: 'let-write-clipboard' }
 * } Gesture  each finger's way has as many places as every other's
 */

/** Keys without a character, as WebDriver names them (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const KEYS = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Escape: '\uE00C',
  PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014',
  ArrowDown: '\uE015', Delete: '\uE017', Meta: '\uE03D',
};
const keyOf = (/** @type {string} */ key) => KEYS[/** @type {keyof KEYS} */ (key)] ?? key;

const BUTTONS = { left: 0, middle: 1, right: 2 };
const buttonOf = (/** @type {keyof BUTTONS} */ name = 'left') => BUTTONS[name];
const moveTo = (/** @type {number} */ x, /** @type {number} */ y) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport' });
const mouse = (/** @type {object[]} */ ...actions) => ({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
/** Each key goes down, in this order; they come up in the other. @param {string[]} names */
const chord = (names) => {
  const values = names.map(keyOf);
  return { type: 'key', id: 'keys', actions: [...values.map((value) => ({ type: 'keyDown', value })), ...values.reverse().map((value) => ({ type: 'keyUp', value }))] };
};

/** In which a button opens the browser's list of files. */
const LIST_MS = 10_000;

/** A wheel of WebKit tells by how much it differs from when it was last seen: each turn takes a new one. */
let wheels = 0;

/** @param {import('./webkit.mjs').WebDriverSession} window @param {Gesture} gesture */
async function byWebDriver(window, gesture) {
  switch (gesture.kind) {
    case 'double-click': {
      const [down, up] = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      return window.act([mouse(moveTo(gesture.x, gesture.y), down, up, down, up)]);
    }
    case 'wheel': {
      if (gesture.ctrl) throw new Error('The WebDriver of WebKit turns the wheel without the keys that are held.');
      const { x, y, deltaY } = gesture;
      return window.act([{ type: 'wheel', id: `wheel ${wheels++}`, actions: [{ type: 'scroll', x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY, duration: 0, origin: 'viewport' }] }]);
    }
    case 'keys':
      return window.act([chord(gesture.keys)]);
    case 'touch':
      throw new Error('The WebDriver of WebKitGTK has no fingers: it makes a mouse of them.');
    case 'drop':
    case 'hold':
    case 'choose':
    case 'let-write-clipboard':
      throw new Error('Files are given in Chromium alone.');
  }
}

/** @param {import('puppeteer-core').Page} page @param {Gesture} gesture @param {boolean} isFirefox */
async function byPuppeteer(page, gesture, isFirefox) {
  const { keyboard, mouse } = page;
  switch (gesture.kind) {
    case 'double-click':
      return mouse.click(gesture.x, gesture.y, { count: 2 });
    case 'wheel':
      await mouse.move(gesture.x, gesture.y);
      if (gesture.ctrl) await keyboard.down('Control');
      await mouse.wheel({ deltaY: gesture.deltaY });
      if (gesture.ctrl) await keyboard.up('Control');
      return;
    case 'keys': {
      const keys = /** @type {import('puppeteer-core').KeyInput[]} */ (gesture.keys);
      for (const key of keys) await keyboard.down(key);
      for (const key of keys.reverse()) await keyboard.up(key);
      return;
    }
    case 'drop':
    case 'hold':
      return dragOver(page, gesture);
    case 'choose':
      return choose(page, gesture);
    case 'let-write-clipboard':
      return page.browserContext().overridePermissions(new URL(page.url()).origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
    case 'touch':
      return isFirefox ? touchByTurns(page, gesture.fingers) : touchTogether(page, gesture.fingers);
  }
}

/** Files that are held over the page or let go there, as a desktop's drag brings them. @param {import('puppeteer-core').Page} page @param {{ kind: 'drop' | 'hold', files: GivenFile[], text?: string } & Place} gesture */
async function dragOver(page, { kind, x, y, files, text }) {
  const client = await page.createCDPSession();
  const data = { items: text === undefined ? [] : [{ mimeType: 'text/plain', data: text }], files: written(files), dragOperationsMask: 1 };
  const send = (/** @type {'dragEnter' | 'dragOver' | 'drop' | 'dragCancel'} */ type) => client.send('Input.dispatchDragEvent', { type, x, y, data });
  await send('dragEnter');
  await send('dragOver');
  await send(kind === 'drop' ? 'drop' : 'dragOver');
  await client.detach();
}

/**
 * The button there opens the list of files, and these are taken of it. Puppeteer's own way misses some lists.
 * @param {import('puppeteer-core').Page} page @param {{ files: GivenFile[] } & Place} gesture
 */
async function choose(page, { x, y, files }) {
  const client = await page.createCDPSession();
  await client.send('Page.enable');
  await client.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const opened = new Promise((resolve, reject) => {
    client.once('Page.fileChooserOpened', resolve);
    setTimeout(reject, LIST_MS, new Error('No list of files was opened.'));
  });
  await Promise.all([page.mouse.click(x, y), opened]);
  const { backendNodeId } = await opened;
  await client.send('DOM.setFileInputFiles', { files: written(files), backendNodeId });
  await client.detach();
}

/** @param {GivenFile[]} files @returns {string[]} where they are */
function written(files) {
  const folder = mkdtempSync(join(tmpdir(), 'given-'));
  return files.map(({ name, text, bytes, size }) => {
    const path = join(folder, name);
    writeFileSync(path, text ?? Uint8Array.from(bytes ?? []));
    if (size !== undefined) truncateSync(path, size);
    return path;
  });
}

/** Each finger is an input of its own. @param {import('puppeteer-core').Page} page @param {Place[][]} fingers */
async function touchByTurns({ touchscreen }, fingers) {
  const touches = [];
  for (const [{ x, y }] of fingers) touches.push(await touchscreen.touchStart(x, y));
  for (let i = 1; i < fingers[0].length; i++) {
    for (const [finger, touch] of touches.entries()) await touch.move(fingers[finger][i].x, fingers[finger][i].y);
  }
  for (const touch of touches) await touch.end();
}

/**
 * Chromium wants all fingers that are down with each event; Puppeteer would tell it of one alone.
 * @param {import('puppeteer-core').Page} page @param {Place[][]} fingers
 */
async function touchTogether(page, fingers) {
  const client = await page.createCDPSession();
  const points = (/** @type {number} */ i) => fingers.map((way, id) => ({ id, x: Math.round(way[i].x), y: Math.round(way[i].y) }));
  const send = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {Place[]} */ touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  for (let down = 1; down <= fingers.length; down++) await send('touchStart', points(0).slice(0, down));
  for (let i = 1; i < fingers[0].length; i++) await send('touchMove', points(i));
  for (let down = fingers.length - 1; down >= 0; down--) await send('touchEnd', points(fingers[0].length - 1).slice(0, down));
  await client.detach();
}

/**
 * `executeServerCommand('hands', gesture)`, and `setViewport` where the runner has none.
 * @returns {import('@web/test-runner-core').TestRunnerPlugin<any>}
 */
export const handsPlugin = () => ({
  name: 'hands',
  async executeCommand({ command, payload, session }) {
    const launcher = /** @type {any} */ (session.browser);
    const isWebKit = launcher.type === 'webdriver';
    if (command === 'set-viewport' && isWebKit) {
      await (await launcher.window()).resize(payload.width, payload.height);
      return true;
    }
    if (command !== 'hands') return undefined;
    if (isWebKit) await byWebDriver(await launcher.window(), payload);
    else await byPuppeteer(launcher.getPage(session.id), payload, launcher.name === 'Firefox');
    return true;
  },
});

/** `sendMouse` and `sendKeys` of @web/test-runner-commands ask this of a launcher that drives by WebDriver. @param {() => Promise<import('./webkit.mjs').WebDriverSession>} window */
export const commandsByWebDriver = (window) => {
  const act = async (/** @type {object[]} */ ...sources) => (await window()).act(sources);
  return {
    sendMouseMove: (/** @type {string} */ _, /** @type {number} */ x, /** @type {number} */ y) => act(mouse(moveTo(x, y))),
    sendMouseClick: (/** @type {string} */ _, /** @type {number} */ x, /** @type {number} */ y, /** @type {keyof BUTTONS} */ button) =>
      act(mouse(moveTo(x, y), { type: 'pointerDown', button: buttonOf(button) }, { type: 'pointerUp', button: buttonOf(button) })),
    sendMouseDown: (/** @type {string} */ _, /** @type {keyof BUTTONS} */ button) => act(mouse({ type: 'pointerDown', button: buttonOf(button) })),
    sendMouseUp: (/** @type {string} */ _, /** @type {keyof BUTTONS} */ button) => act(mouse({ type: 'pointerUp', button: buttonOf(button) })),
    resetMouse: async () => (await window()).call('DELETE', '/actions'),
    sendKeys: async (/** @type {string} */ _, /** @type {string[]} */ keys) => {
      for (const key of keys) await act(chord([key]));
    },
  };
};
