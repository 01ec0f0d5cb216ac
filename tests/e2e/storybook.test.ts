import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { englishIn } from '../locales/english.ts';
import { useBrowser } from './browser.ts';
import { FIGURES, saidIn } from './said.ts';
import { entries, useStorybook, type Entry } from './storybook.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Attribute {
  readonly name: string;
  readonly fieldName: string;
}
interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly { readonly tagName?: string; readonly description?: string; readonly attributes?: readonly Attribute[] }[] }[];
}
interface Control {
  readonly options?: readonly string[];
  readonly control?: { readonly type: string; readonly min?: number; readonly step?: number };
}
/** What Storybook holds of the story that it shows. */
interface Shown {
  readonly component: string;
  readonly initialArgs: Readonly<Record<string, unknown>>;
  readonly argTypes: Readonly<Record<string, Control>>;
}
type Value = string | number | boolean | readonly string[];

const { modules } = JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')) as Manifest;
const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);
const attributesOf = (tag: string): readonly Attribute[] => elements.find(({ tagName }) => tagName === tag)!.attributes!;

/** Of texts: those that mean something in each story. */
const TEXTS: Readonly<Record<string, string>> = { 'src': 'examples/article/penguins.csv', 'from': '#nobody-here', 'columns': 'flipper_length_mm', 'condition-column': 'species', 'condition': 'Gentoo', 'tile': '28x28', 'tile-classes': 'a b', 'bandwidth': '0.5', 'noise': '0.5', 'hidden-layers': '8 8', 'points': '1 -1', 'box': '-1 -1; 1 1', 'compare': 'seed: 1, 2', 'checkpoint': 'last' };
/** Files, columns, ids and values of attributes as the stories name them: they are the author's. */
const AUTHORS = ['examples article penguins bill_length_mm bill_depth_mm flipper_length_mm body_mass_g wingspan species island sex year story variance-preserving law'];
/** An address of Storybook holds no such signs as these have. */
const NOT_IN_ADDRESSES = ['src', 'from', 'box', 'compare'];

const tools = useBrowser();
const storybook = useStorybook();
const stories = entries.filter(({ type }) => type === 'story');
const cases = stories.map((entry) => [`${entry.title}, ${entry.name}`, entry] as const);

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

/** @param lang  of the page, before anything of it is loaded */
async function open(address: string, { width = 720, height = 900, lang = 'en' } = {}): Promise<Opened> {
  const page = await tools.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  await page.route('**/iframe.html*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<html[^>]*>/, `<html lang="${lang}">`) });
  });
  const complaints: string[] = [];
  // Browsers ask each site for an icon; Storybook's frame has none.
  page.on('console', (message) => void (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico') && complaints.push(`${message.text()} ${message.location().url}`)));
  page.on('pageerror', ({ message }) => void complaints.push(message));
  await page.goto(address);
  return { page, complaints };
}

async function openStory(entry: Entry, args = ''): Promise<Opened> {
  const opened = await open(storybook.frameOf(entry, args));
  await opened.page.waitForFunction(() => document.querySelector('fm-field, fm-sampler, fm-trainer')?.shadowRoot?.querySelector('canvas'));
  return opened;
}

const shownIn = (page: Page): Promise<Shown> => page.evaluate(() => {
  const { story } = (globalThis as unknown as { __STORYBOOK_PREVIEW__: { currentRender: { story: Shown } } }).__STORYBOOK_PREVIEW__.currentRender;
  return JSON.parse(JSON.stringify({ component: story.component, initialArgs: story.initialArgs, argTypes: story.argTypes })) as Shown;
});

/** Another value than the story's own. */
function otherValue(name: string, { options = [], control }: Control, own: unknown): Value {
  switch (control?.type) {
    case 'boolean': return own !== true;
    case 'number': return control.min! + (control.step === 1 ? 3 : 0.25);
    case 'range': return 0.25;
    case 'check': return options.slice(-3);
    case 'select': return (options.filter((option) => option !== own).at(-1) ?? options[0]).replace('text:FM', 'circles');
    case 'text': if (name in TEXTS) return TEXTS[name]; throw new Error(`TEXTS has no text for ${name}.`);
    default: throw new Error(`${name} has no control.`);
  }
}

async function violationsIn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(scope: string): Promise<AxeResults> } };
    const { violations } = await axe.run('#storybook-root');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

const inAddress = (name: string, value: Value): string =>
  typeof value === 'object' ? value.map((one, i) => `${name}[${i}]:${one}`).join(';') : `${name}:${typeof value === 'boolean' ? `!${value}` : value.toString().replaceAll(' ', '+')}`;

const property = (page: Page, tag: string, name: string): Promise<unknown> =>
  page.evaluate(([selector, key]) => (document.querySelector(selector) as unknown as Record<string, unknown>)[key], [tag, name]);

/** What a property holds when its attribute was set to a value. */
function held(name: string, value: Value): unknown {
  if (name === 'hidden-layers') return [8, 8];
  if (name === 'points') return [{ x: [1, -1], t: 0 }];
  if (name === 'box') return [{ x: [-1, -1], t: 0 }, { x: [1, 1], t: 0 }];
  return name === 'bandwidth' || name === 'noise' ? 0.5 : value;
}

test('Storybook opens on the three elements, side by side, that move and learn', async () => {
  const page = await tools.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(storybook.address);
  const frame = page.frameLocator('#storybook-preview-iframe');
  for (const tag of ['fm-sampler', 'fm-field', 'fm-trainer']) {
    const canvas = frame.locator(tag).locator('canvas');
    await canvas.waitFor();
    const box = (await canvas.boundingBox())!;
    const { y, height } = (await page.locator('#storybook-preview-iframe').boundingBox())!;
    expect(box.y + box.height, tag).toBeLessThan(y + height);
  }
  expect(page.url()).toContain(`path=/story/${entries[0].id}`);
  await expect.poll(() => frame.locator('fm-sampler').evaluate((sampler) => (sampler as HTMLElement & { t: number }).t)).toBeGreaterThan(0);
  await expect.poll(() => frame.locator('fm-trainer .numbers').innerText(), { timeout: 30_000 }).toMatch(/^step [\d,]{2,} of/);
  await page.close();
});

test("a value that is written in Storybook's panel is the element's", async () => {
  const page = await tools.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${storybook.address}?path=/story/elements-fm-sampler--spacetime`);
  await page.locator('#control-count').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('77');
  const sampler = page.frameLocator('#storybook-preview-iframe').locator('fm-sampler');
  await expect.poll(() => sampler.evaluate((figure) => (figure as HTMLElement & { count: number }).count)).toBe(77);
  await page.locator('#control-solver').focus();
  await page.keyboard.type('dopri5');
  await expect.poll(() => sampler.evaluate((figure) => (figure as HTMLElement & { solver: string }).solver)).toBe('dopri5');
  await page.close();
});

/** A story in a French page, as narrow as a telephone. */
async function openInFrench(entry: Entry): Promise<Opened> {
  const opened = await open(storybook.frameOf(entry), { width: 400, height: 1400, lang: 'fr' });
  await opened.page.waitForFunction((figures) => {
    const all = [...document.querySelectorAll<HTMLElement>(figures)];
    return all.length > 0 && all.every(({ shadowRoot }) => shadowRoot?.querySelector('.still[hidden], [role=alert]'));
  }, FIGURES, { timeout: 60_000 });
  return opened;
}

const expectFrench = (page: Page): Promise<void> =>
  expect.poll(async () => (await saidIn(page)).flatMap((text) => englishIn(text, AUTHORS).map((word) => `${word}: ${text}`)), { timeout: 10_000 }).toEqual([]);

// English is what the pictures of stories are in.
test.each(cases)('%s in a French page: no English word, axe finds nothing, each attribute has a control, and nothing is wrong', async (_, entry) => {
  const { page, complaints } = await openInFrench(entry);
  await expectFrench(page);
  expect((await saidIn(page)).join(' ')).toMatch(/Temps t, de la source aux données|Entraîn|Il n’y a pas de colonne/);
  expect(await violationsIn(page)).toEqual([]);
  const { component, argTypes, initialArgs } = await shownIn(page);
  for (const { name } of attributesOf(component)) expect(() => otherValue(name, argTypes[name], initialArgs[name]), name).not.toThrow();
  if (entry.tags.includes('trains') && await page.locator('fm-trainer').count() > 0) {
    await page.waitForFunction(() => document.querySelector('fm-trainer')?.shadowRoot?.querySelector('.main')?.textContent?.includes('Recommencer'), undefined, { timeout: 90_000 });
    await expectFrench(page);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

// The controls are an element's, not a story's: they are tried on the first of each element, and where a figure is another one.
test.each(cases.filter(([, { title, id }], i) => title !== cases[i - 1]?.[1].title || id.includes('compare') || id.endsWith('--line')))('%s: each control sets its attribute, without an error', async (_, entry) => {
  const { page, complaints } = await openStory(entry);
  const { component, argTypes, initialArgs } = await shownIn(page);
  const all = attributesOf(component).map(({ name, fieldName }) => ({ name, fieldName, value: otherValue(name, argTypes[name], initialArgs[name]) }));
  expect(all.length).toBeGreaterThan(10);
  for (const { name, fieldName, value } of all.filter(({ name }) => NOT_IN_ADDRESSES.includes(name))) {
    await page.evaluate(([storyId, updatedArgs]) => {
      (globalThis as unknown as { __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, payload: object): void } }).__STORYBOOK_ADDONS_CHANNEL__.emit('updateStoryArgs', { storyId, updatedArgs });
    }, [entry.id, { [name]: value }] as const);
    await expect.poll(() => property(page, component, fieldName), { message: name }).toEqual(held(name, value));
  }
  await page.close();
  const addressed = all.filter(({ name }) => !NOT_IN_ADDRESSES.includes(name));
  const set = await openStory(entry, addressed.map(({ name, value }) => inAddress(name, value)).join(';'));
  for (const { name, fieldName, value } of addressed) expect(await property(set.page, component, fieldName), name).toEqual(held(name, value));
  expect([...complaints, ...set.complaints]).toEqual([]);
  await set.page.close();
});

test.each(entries.filter(({ type, title }) => type === 'docs' && elements.some(({ tagName }) => title.endsWith(tagName!))).map((entry) => [entry.title, entry] as const))(
  '%s: the underscores of its formulas stay',
  async (title, entry) => {
    const { page } = await open(storybook.frameOf(entry));
    const element = elements.find(({ tagName }) => title.endsWith(tagName!))!;
    const formulas = new Set(JSON.stringify(element).match(/\b[a-zA-Z]+_[a-z0-9]+/g));
    expect(formulas).toContain('X_0');
    await page.locator('.docblock-argstable').waitFor();
    const text = await page.locator('#storybook-docs').innerText();
    expect([...formulas].filter((formula) => !text.includes(formula))).toEqual([]);
    await page.close();
  },
);

test('every law of the registry can be chosen, and letters', async () => {
  const { page } = await openStory(stories.find(({ id }) => id === 'elements-fm-field--moons')!);
  const { datasetNames } = await import('fm-elements/math');
  const { target, source } = (await shownIn(page)).argTypes;
  expect(target.options).toEqual([...datasetNames(), 'text:FM']);
  expect(source.options).toEqual(datasetNames());
  await page.close();
});
