import { DataError } from './data-error.ts';
import type { FetchedFile } from './fetch-file.ts';
import { placeIn } from './place.ts';

export interface DecodedText {
  readonly text: string;
  /** How the bytes were read, where that is a guess. */
  readonly note?: TextNote;
}

export type TextNote = 'utf16' | 'windows1252';

/** Zero bytes at every other place of the first so many tell UTF-16 without a byte order mark. */
const BYTES_LOOKED_AT = 1024;

/** Beginnings of files that are mistaken for tables. */
const OTHER_FILES = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'workbookOrZip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'workbook' },
  { bytes: [0x1f, 0x8b], what: 'compressed' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'pdf' },
] as const;

/**
 * A file's bytes as text: UTF-8, UTF-16 of either order, with or without a byte order mark, else Windows-1252, which any bytes are.
 *
 * @throws DataError  when it is another kind of file, or holds characters that no text has, with line and column
 */
export function decodeText({ bytes, name }: Pick<FetchedFile, 'bytes' | 'name'>): DecodedText {
  const other = OTHER_FILES.find((kind) => kind.bytes.every((byte, i) => bytes[i] === byte));
  if (other) throw new DataError('src', { key: 'otherFile', file: name, what: other.what });
  const decoded = decode(bytes);
  const at = decoded.text.search(NOT_TEXT);
  if (at >= 0) {
    const code = decoded.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    throw new DataError('src', { key: 'notText', file: name, code, place: placeIn(decoded.text, at) });
  }
  return decoded;
}

/** Control characters but tab, line ends, and those that old files end or part pages with. */
// eslint-disable-next-line no-control-regex
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f]/;

function decode(bytes: Uint8Array): DecodedText {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  const order = marked ?? orderOfZeros(bytes);
  if (order) return { text: new TextDecoder(order).decode(bytes), ...(!marked && { note: 'utf16' }) };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), note: 'windows1252' };
  }
}

/** Digits, separators and Latin letters have a zero byte in UTF-16, all on one side. */
function orderOfZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, BYTES_LOOKED_AT);
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2]++;
  const [even, odd] = zeros;
  if (even + odd < length / 4) return undefined;
  return odd > 9 * even ? 'utf-16le' : even > 9 * odd ? 'utf-16be' : undefined;
}
