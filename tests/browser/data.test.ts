import { expect, fixture, html } from '@open-wc/testing';
import type { FmField } from 'fm-elements';
import 'fm-elements';
import { csv, GOOD, painted, words } from './figures.ts';
import { waitUntil } from './wait.ts';

const note = (figure: FmField): string => figure.shadowRoot!.querySelector('[part="note"]')?.textContent ?? '';

async function createField(attributes: Record<string, string>): Promise<FmField> {
  const page = await fixture<HTMLElement>(html`<div style="width: 360px" lang="en"></div>`);
  const figure = document.createElement('fm-field');
  for (const [name, value] of Object.entries({ lang: 'en', ...attributes })) figure.setAttribute(name, value);
  page.append(figure);
  return figure;
}

/** Once the file is read. */
async function noted(figure: FmField): Promise<string> {
  await waitUntil(() => note(figure) !== '' || words(figure) !== '', 'nothing was said');
  return note(figure) || words(figure);
}

const spread = ({ flow }: FmField): number => Math.sqrt(flow!.laws.target.law.covariances[0]);

async function base64(blob: Blob): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}

/** 2,000 by 500 pixels, the left quarter black: WebKit reads WebP, but does not write it. */
const WEBP =
  'data:image/webp;base64,UklGRoIAAABXRUJQVlA4THYAAAAvz8d8AA8w//M///MfeDDINtL8ad+gFJ+L6H9UVVVVVVVVVVVVVVVVVVXVAQAAAAAAAAAAAAAAAAAAAAAAAAAAAABg/s//+T//5//8n//zf/7P//k//+f//J//83/+z//5P//n//yf//N//s//+T//5/+rnf8A';

async function pictureOf(type: string, width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  // The left quarter, so that a picture that lies on its side is noticed.
  context.fillRect(0, 0, width / 4, height);
  const blob = await canvas.convertToBlob({ type });
  expect(blob.type).to.equal(type);
  return `data:${type};base64,${await base64(blob)}`;
}

it('rows become Gaussians by Silverman’s rule, or as wide as the author says, or points: the law, the field and the words agree', async () => {
  const figure = await createField({ src: GOOD });
  expect(await noted(figure)).to.equal('40 rows; bandwidth 0.541 (Silverman’s rule)');
  expect(spread(figure)).to.be.closeTo(40 ** (-1 / 6), 1e-12);
  figure.bandwidth = 0.2;
  await waitUntil(() => note(figure) === '40 rows; bandwidth 0.200');
  expect(spread(figure)).to.be.closeTo(0.2, 1e-12);
  figure.setAttribute('bandwidth', '0');
  await waitUntil(() => note(figure) === '40 rows; bandwidth 0');
  expect(spread(figure)).to.equal(0);
  figure.removeAttribute('bandwidth');
  await waitUntil(() => note(figure).includes('Silverman'));
  await painted(figure);
});

it('a bandwidth that is no number is said, and one out of range is clamped with a warning', async () => {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (message: string) => said.push(message);
  try {
    const figure = await createField({ src: GOOD, bandwidth: 'wide' });
    await waitUntil(() => words(figure) === 'bandwidth: "wide" is neither a number from 0 to 10 nor "auto".', 'nothing was said');
    figure.bandwidth = -3;
    await waitUntil(() => note(figure) === '40 rows; bandwidth 0');
    expect(words(figure)).to.equal('');
    expect(said.join()).to.contain('bandwidth = -3 is outside 0 to 10; 0 is used');
  } finally {
    console.warn = warn;
  }
});

it('guesses about a file are told in its note', async () => {
  const bytes = Uint8Array.from('Länge;Breite\n1,5;2\n3;4\n2;7\n', (letter) => letter.charCodeAt(0));
  const figure = await createField({ src: URL.createObjectURL(new Blob([bytes])) });
  expect(await noted(figure)).to.match(/^3 rows; read as Windows-1252, a guess: it is not UTF-8; read with decimal commas; bandwidth/);
  expect(figure.flow!.laws.target.units!.columns).to.deep.equal(['Länge', 'Breite']);
});

it('faults that stand somewhere are said with line and column, and numbers that cannot be standardised with their column', async () => {
  for (const [text, says] of [
    ['x,y\n1,"2\n3,4\n', 'line 2, column 3'],
    ['x,y\n1,2\n1e308,2\n', '"x" holds 1e308 in line 3'],
    ['x,y\n1000000000000000.1,2\n1000000000000000.3,4\n1000000000000000.5,3\n', '"x" varies only beyond the 12th digit'],
  ]) {
    const figure = await createField({ src: csv(text) });
    expect(await noted(figure)).to.contain(says);
  }
});

it('200,000 rows are read piece by piece, and 10,000 of them drawn at random stand for all, the same at each reading', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${(i * 7919) % 10_007},${(i * 104_729) % 9973}`).join('\n');
  const src = URL.createObjectURL(new Blob([`x,y\n${rows}`]));
  let turns = 0;
  let isReading = true;
  const { port1, port2 } = new MessageChannel();
  // A message that goes round: it is heard between pieces, and would be twice or so if all were read at one go.
  port1.onmessage = () => isReading && (turns++, port2.postMessage(0));
  const figure = await createField({ src });
  port2.postMessage(0);
  expect(await noted(figure)).to.equal('200,000 rows; 10,000 drawn at random stand for all; bandwidth 0.215 (Silverman’s rule)');
  isReading = false;
  port1.close();
  expect(turns).to.be.greaterThan(100);
  const first = figure.flow!.laws.target.law;
  expect(first.weights.length).to.equal(10_000);
  const again = await createField({ src, seed: '9' });
  await noted(again);
  expect(again.flow!.laws.target.law.means.subarray(0, 100)).to.deep.equal(first.means.subarray(0, 100));
});

for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
  it(`a large picture of type ${type} is scaled down, and a wide one stays wide`, async () => {
    const figure = await createField({ src: type === 'image/webp' ? WEBP : await pictureOf(type, 2000, 500) });
    await waitUntil(() => figure.flow !== undefined || words(figure) !== '', 'nothing was read');
    expect(words(figure)).to.equal('');
    const { means } = figure.flow!.laws.target.law;
    const x = means.filter((_, i) => i % 2 === 0);
    const y = means.filter((_, i) => i % 2 === 1);
    // The picture is 6 wide and 1.5 high, its ink the left quarter.
    expect(Math.min(...x)).to.be.closeTo(-3, 0.1);
    expect(Math.max(...x)).to.be.closeTo(-1.5, 0.1);
    expect(Math.max(...y)).to.be.closeTo(0.75, 0.1);
    expect(Math.min(...y)).to.be.closeTo(-0.75, 0.1);
  });
}

it('a strip of 20,000 by 60 pixels is still a picture', async () => {
  const figure = await createField({ src: await pictureOf('image/png', 20_000, 60) });
  await waitUntil(() => figure.flow !== undefined || words(figure) !== '', 'nothing was read');
  expect(words(figure)).to.equal('');
});

it('a picture of 16,000 by 16,000 pixels is refused by its header, before it is decoded', async () => {
  const header = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80, 1, 0, 0, 0, 0);
  const figure = await createField({ src: `data:image/png;base64,${await base64(new Blob([header]))}` });
  expect(await noted(figure)).to.match(/has 16000 by 16000 pixels, more than 32 million/);
});

it('a file that is no longer named gives the law that has a name back, and the file again when it is named again', async () => {
  for (const none of ['removed', 'empty']) {
    const figure = await createField({ src: GOOD });
    await noted(figure);
    if (none === 'removed') figure.removeAttribute('src');
    else figure.setAttribute('src', '');
    await waitUntil(() => figure.flow?.laws.target.name === 'moons', `${none}: the default did not come back`);
    expect(note(figure)).to.equal('');
    figure.setAttribute('src', GOOD);
    await waitUntil(() => figure.flow?.laws.target.name === 'text/csv', `${none}: the file did not come back`);
    expect(note(figure)).to.contain('40 rows');
  }
});
