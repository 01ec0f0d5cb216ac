import { expect, test } from 'vitest';
import { imageSize } from '../../src/data/image-size.ts';

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)));

test.each([
  ['PNG', bytesOf([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', [0, 0, 0x3e, 0x80, 0, 0, 0x01, 0x2c])],
  ['GIF', bytesOf('GIF89a', [0x80, 0x3e, 0x2c, 0x01])],
  ['lossy WebP', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0], [0, 0, 0, 0x9d, 0x01, 0x2a], [0x80, 0x3e, 0x2c, 0x01])],
  ['lossless WebP', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0], [0x2f], [0x7f, 0xfe, 0x4a, 0x00])],
  ['extended WebP', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [0, 0, 0, 0], [0, 0, 0, 0], [0x7f, 0x3e, 0], [0x2b, 0x01, 0])],
  ['JPEG behind a comment and a table', bytesOf([0xff, 0xd8, 0xff, 0xfe, 0, 4], 'hi', [0xff, 0xc4, 0, 3, 0, 0xff, 0xff, 0xc2, 0, 11, 8, 0x01, 0x2c, 0x3e, 0x80, 1, 1, 0x11, 0])],
])('the size of a %s picture is in its header: 16,000 by 300', (_, bytes) => {
  expect(imageSize(bytes)).toEqual({ width: 16_000, height: 300 });
  // Cut off before the size, there is none.
  expect(imageSize(bytes.slice(0, 8))).toBe(undefined);
});

test('what is no such picture has no size', () => {
  for (const bytes of [bytesOf(''), bytesOf('<svg/>'), bytesOf([0xff, 0xd8], 'no segments at all'), new Uint8Array(1000)]) expect(imageSize(bytes)).toBe(undefined);
});
