import { expect, fixture, html } from '@open-wc/testing';
import type { FmField } from 'fm-elements';
import 'fm-elements';
import { frames } from './scene.ts';
import { painted, words } from './figures.ts';
import { press } from './hands.ts';
import { waitUntil } from './wait.ts';

async function createPage(template: unknown): Promise<{ page: HTMLElement; inside: Document; field: FmField }> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px">${template}<iframe title="another document" srcdoc="<!doctype html><p>here</p>" style="width: 400px; height: 400px"></iframe></div>`);
  const frame = page.querySelector('iframe')!;
  await waitUntil(() => frame.contentDocument?.querySelector('p'), 'the frame is not loaded');
  return { page, inside: frame.contentDocument!, field: page.querySelector('fm-field')! };
}

const heightOf = (field: FmField): number => field.shadowRoot!.querySelector('.surface')!.getBoundingClientRect().height;
const pictureOf = (field: FmField): string => field.shadowRoot!.querySelector('canvas')!.toDataURL();

it('a figure that is adopted by another document and comes back keeps its styles and its picture', async () => {
  const { page, inside, field } = await createPage(html`<fm-field target="moons" t="0.3"></fm-field>`);
  await painted(field);
  const { flow } = field;
  for (const home of [inside, document, inside, document]) {
    home.adoptNode(field);
    const parent = home === document ? page : inside.body;
    parent.append(field);
    await painted(field);
    expect(field.shadowRoot!.adoptedStyleSheets.length).to.be.greaterThan(0);
    expect(heightOf(field), 'the surface has lost its styles').to.be.closeTo((parent.getBoundingClientRect().width * 2) / 3, 3);
    const before = pictureOf(field);
    field.currentTime = 0.8;
    await waitUntil(() => pictureOf(field) !== before, 'the picture does not follow the time');
    field.currentTime = 0.3;
    expect(field.flow).to.equal(flow);
  }
  expect(words(field)).to.equal('');
});

it('a figure that plays goes on in another document', async () => {
  const { inside, field } = await createPage(html`<fm-field target="moons" t="0"></fm-field>`);
  await painted(field);
  field.play();
  await waitUntil(() => field.currentTime > 0);
  const t = field.currentTime;
  inside.body.append(field);
  expect(field.paused).to.equal(false);
  expect(field.currentTime).to.be.at.least(t);
  await waitUntil(() => field.currentTime > t, 'it stands still');
  field.pause();
});

it('a figure that is adopted before it was ever shown is drawn', async () => {
  const { inside } = await createPage(html`<fm-field target="moons"></fm-field>`);
  const field = document.createElement('fm-field');
  inside.body.append(field);
  await painted(field);
  expect(heightOf(field)).to.be.greaterThan(100);
});

it('a figure inside a frame is asked after with the frame’s own window', async () => {
  const { inside, field } = await createPage(html`<fm-field target="moons"></fm-field>`);
  await painted(field);
  const { defaultView: view } = inside;
  const asked = new Set<string>();
  for (const name of ['IntersectionObserver', 'ResizeObserver'] as const) {
    const Original = view![name] as unknown as new (...given: unknown[]) => object;
    Object.assign(view!, { [name]: class extends Original {
      constructor(...given: unknown[]) {
        super(...given);
        asked.add(name);
      }
    } });
  }
  for (const name of ['requestAnimationFrame', 'matchMedia'] as const) {
    const original = view![name] as (...given: unknown[]) => unknown;
    Object.assign(view!, { [name]: (...given: unknown[]) => (asked.add(name), original.apply(view, given)) });
  }
  inside.body.append(field);
  await painted(field);
  field.currentTime = 0.5;
  await waitUntil(() => asked.size === 4, `only asked for ${[...asked].join(', ')}`);
});

it('the window in which a figure stands is asked whether its reader wants less motion: for the clock and for the camera', async () => {
  const { page, inside } = await createPage('');
  const { defaultView: view } = inside;
  const original = view!.matchMedia.bind(view);
  view!.matchMedia = (query) => (query.includes('prefers-reduced-motion') ? original('all') : original(query));
  const { matchMedia } = window;
  const outside: string[] = [];
  window.matchMedia = (query) => (outside.push(query), matchMedia.call(window, query));
  try {
    const sampler = document.createElement('fm-sampler');
    for (const [name, value] of Object.entries({ target: 'moons', steps: '4', count: '50', playing: '' })) sampler.setAttribute(name, value);
    inside.body.append(sampler);
    page.querySelector('iframe')!.scrollIntoView();
    await painted(sampler);
    expect([sampler.paused, sampler.currentTime], 'who wants less motion sees the end at once').to.deep.equal([true, 1]);
    const canvas = sampler.shadowRoot!.querySelector('canvas')!;
    const before = canvas.toDataURL();
    view!.focus();
    canvas.focus();
    await press('ArrowLeft');
    await waitUntil(() => canvas.toDataURL() !== before, 'it is not turned');
    expect(outside.filter((query) => query.includes('reduced-motion'))).to.deep.equal([]);
  } finally {
    window.matchMedia = matchMedia;
  }
});

it('a document without a window is survived, and so is a frame that is taken away', async () => {
  const { page, inside, field } = await createPage(html`<fm-field target="moons" t="0.3"></fm-field>`);
  await painted(field);
  document.implementation.createHTMLDocument('nobody sees this').body.append(field);
  await frames(3);
  inside.body.append(field);
  await painted(field);
  field.play();
  page.querySelector('iframe')!.remove();
  await frames(3);
  field.pause();
  page.append(field);
  // Its canvas is lost with the frame's page, the rest is not.
  await waitUntil(() => heightOf(field) > 100, 'it has lost its styles');
  field.currentTime = 0.9;
  expect(field.currentTime).to.equal(0.9);
});
