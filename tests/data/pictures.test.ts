import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPictures, type Tiling } from '../../src/data/index.ts';

const read = (bytes: Uint8Array<ArrayBuffer>, tiling: Tiling = {}, name: string | undefined = 'a-3x2.u8') => readPictures({ bytes, type: 'application/octet-stream', name }, tiling, new AbortController().signal);
const fail = (promise: Promise<unknown>): Promise<{ attribute: string; message: string }> => promise.then(() => { throw new Error('it was read'); }, (error: { attribute: string; message: string }) => error);

describe('a file of pictures', () => {
  test('has their size in its name, rows before columns, or is told it, width before height', async () => {
    const bytes = Uint8Array.from({ length: 24 }, (_, i) => i);
    expect(await read(bytes)).toMatchObject({ width: 2, height: 3, count: 4, shades: bytes });
    expect(await read(bytes, { tile: '4x3' })).toMatchObject({ width: 4, height: 3, count: 2 });
    expect(await read(bytes, { tile: '4×3' }, undefined)).toMatchObject({ width: 4, height: 3 });
  });

  test('of 2,000 digits has ten classes of 200', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('../../examples/digits/digits-2000x28x28.u8', import.meta.url)));
    const { width, height, count, classes } = await read(bytes, { classes: '0 1 2 3 4 5 6 7 8 9' }, 'digits-2000x28x28.u8');
    expect([width, height, count]).toEqual([28, 28, 2000]);
    expect(classes!.names.map((_, c) => classes!.ofComponents.filter((one) => one === c).length)).toEqual(new Array(10).fill(200));
    expect([classes!.ofComponents[199], classes!.ofComponents[200], classes!.ofComponents[1999]]).toEqual([0, 1, 9]);
  });

  test.each([
    [{}, 'plain.u8', 24, 'tile', 'The size of a picture is neither given nor in the name of the file; write its width and height in pixels, 1 to 256 each, such as tile="28x28".'],
    [{ tile: 'wide' }, 'a.u8', 24, 'tile', '"wide" is no size of a picture; write its width and height in pixels, 1 to 256 each, such as tile="28x28".'],
    [{ tile: '300x2' }, 'a.u8', 1200, 'tile', '"300x2" is no size of a picture; write its width and height in pixels, 1 to 256 each, such as tile="28x28".'],
    [{}, undefined, 25, 'tile', '"a-3x2.u8" holds 25 bytes, no whole number of pictures of 2 by 3 pixels; give the size that they have.'],
    [{}, undefined, 0, 'tile', '"a-3x2.u8" holds 0 bytes, no whole number of pictures of 2 by 3 pixels; give the size that they have.'],
    [{}, undefined, 6, 'src', '"a-3x2.u8" holds only one picture; a law needs two different ones at least.'],
    [{}, undefined, 66_000, 'src', '"a-3x2.u8" holds 11000 pictures, more than 10000; give a sample of them.'],
    [{ classes: 'cat' }, undefined, 24, 'tile-classes', '"cat" names no two different classes; separate their names by spaces, such as tile-classes="cat dog".'],
    [{ classes: 'a b c' }, undefined, 24, 'tile-classes', '4 pictures do not make 3 classes of as many each; put those of one class after those of another.'],
  ])('%j %s of %d bytes is refused in words', async (tiling, name, length, attribute, message) => {
    expect(await fail(read(new Uint8Array(length), tiling, name))).toMatchObject({ attribute, message });
  });
});
