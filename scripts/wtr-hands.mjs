/**
 * What @web/test-runner-commands lacks of a reader's hands: the wheel, double clicks, fingers, keys held together.
 * Chromium and Firefox are driven by Puppeteer, WebKit by WebDriver actions. What a driver cannot is said by an error.
 */

/** @typedef {{ x: number, y: number }} Place  CSS px in the page's viewport */
/**
 * @typedef {{ kind: 'double-click' } & Place
 *   | { kind: 'wheel', deltaY: number, ctrl: boolean } & Place
 *   | { kind: 'keys', keys: string[] }
 *   | { kind: 'touch', fingers: Place[][] }
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
    case 'touch':
      return isFirefox ? touchByTurns(page, gesture.fingers) : touchTogether(page, gesture.fingers);
  }
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
