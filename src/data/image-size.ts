/** Pixels of a picture, as its file's first bytes say. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of a PNG, JPEG, GIF or WebP picture, from its header: decoding one of a billion pixels just to learn that it is too large would
 * take its memory first.
 *
 * @returns undefined when the bytes are none of these
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (word: string, at: number): boolean => [...word].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  try {
    if (has('PNG\r\n', 1)) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (has('GIF8', 0)) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (has('RIFF', 0) && has('WEBP', 8)) return webpSize(view, has);
    return view.getUint16(0) === 0xffd8 ? jpegSize(view) : undefined;
  } catch {
    // The bytes end before the size.
    return undefined;
  }
}

/** The three kinds of WebP: lossy, lossless, and extended by a canvas. */
function webpSize(view: DataView, has: (word: string, at: number) => boolean): ImageSize | undefined {
  if (has('VP8 ', 12)) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (has('VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  const threeBytes = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return has('VP8X', 12) ? { width: threeBytes(24) + 1, height: threeBytes(27) + 1 } : undefined;
}

/** Segments are passed over until the one that begins a frame (SOF0 to SOF15, but for the three that are tables). */
function jpegSize(view: DataView): ImageSize {
  for (let at = 2; ; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff || marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9) ? 0 : view.getUint16(at + 2));
  }
}
