import type { CallName, FeedName, Feeds } from '../../worker/index.ts';

/** Answers that were given once, to be given again without a worker. Plain data: it can be posted, stored, or written as text. */
export interface Recording {
  readonly version: typeof RECORDING_VERSION;
  readonly entries: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  /** `questionKey` of what was asked. */
  readonly key: string;
  /** The reply of a call, or the reports of a feed in their order. */
  readonly values: readonly unknown[];
}

/** Changes when requests or replies change their form: an older recording is then refused. */
export const RECORDING_VERSION = 2;

/** A recording that cannot be played; the message says why. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly code = 'recording';
}

const ARRAYS = { Float32Array, Float64Array, Uint32Array, Int32Array, Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

/** Marks a typed array in text: its kind, and its bytes in base64. */
interface WrittenArray {
  readonly array: ArrayName;
  readonly base64: string;
}

const isTyped = (value: unknown): value is TypedArray => ArrayBuffer.isView(value) && value.constructor.name in ARRAYS;
const bytesOf = ({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

/**
 * What stands for a feed: a run that is taken up again is the same run, so neither its first step nor what it had learned by then counts. Only a
 * reflow's pairs make it another.
 */
export function feedKey(name: FeedName, { initial: _, firstStep: __, memory: ___, ...request }: Feeds[FeedName]['request']): string {
  return questionKey(name, request);
}

/** What stands for a question: the same text for the same numbers. Arrays enter by their length and two 32-bit FNV-1a sums of their bytes. */
export function questionKey(name: CallName | FeedName, request: unknown): string {
  return `${name} ${JSON.stringify(request, (_, value: unknown) => (isTyped(value) ? `${value.length}:${checksum(bytesOf(value))}` : value))}`;
}

function checksum(bytes: Uint8Array): string {
  let [even, odd] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0; i < bytes.length; i++) {
    even = Math.imul(even ^ bytes[i], 0x01000193);
    odd = Math.imul(odd ^ bytes[bytes.length - 1 - i], 0x01000193);
  }
  return (even >>> 0).toString(36) + (odd >>> 0).toString(36);
}

/** As JSON, typed arrays in base64 (little-endian, as all platforms of today have them). */
export function writeRecording(recording: Recording): string {
  return JSON.stringify(recording, (_, value: unknown) => (isTyped(value) ? { array: value.constructor.name, base64: toBase64(bytesOf(value)) } : value));
}

/** @throws RecordingError  text that is no recording, or one of another version */
export function readRecording(text: string): Recording {
  let read: unknown;
  try {
    read = JSON.parse(text, (_, value: unknown) => (isWritten(value) ? arrayOf(value) : value));
  } catch (error) {
    throw new RecordingError(`This is no recording: ${(error as Error).message}`);
  }
  return checkRecording(read);
}

/** @throws RecordingError */
export function checkRecording(read: unknown): Recording {
  const { version, entries } = (read ?? {}) as Partial<Recording>;
  if (version !== RECORDING_VERSION || !Array.isArray(entries)) {
    const found = typeof version === 'number' ? `one of version ${version}` : 'no recording';
    throw new RecordingError(`This is ${found}; version ${RECORDING_VERSION} can be played: record it anew.`);
  }
  const isAnswer = (entry: Partial<RecordedAnswer> | null): boolean => typeof entry?.key === 'string' && Array.isArray(entry.values);
  if (!entries.every(isAnswer)) throw new RecordingError('This recording holds entries without a key or values; record it anew.');
  return { version, entries: entries as readonly RecordedAnswer[] };
}

const isWritten = (value: unknown): value is WrittenArray =>
  typeof value === 'object' && value !== null && 'base64' in value && 'array' in value && Object.hasOwn(ARRAYS, value.array as string);

function arrayOf({ array, base64 }: WrittenArray): TypedArray {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new ARRAYS[array](bytes.buffer);
}

/** In pieces: a function takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  const PIECE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
