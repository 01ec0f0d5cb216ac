import type { Words } from '../locales/index.ts';
import { vectorOf } from '../locales/equations.ts';

/** By what a reader can bring data. */
export type OwnWay = 'file' | 'paste' | 'draw';

/** What is said of data of the reader's own, in one language. */
export interface OwnDataWords {
  readonly name: string;
  readonly file: string;
  readonly paste: string;
  readonly draw: string;
  /** Of what was begun and not shown. */
  readonly pasteOn: string;
  readonly drawOn: string;
  readonly undo: string;
  readonly redo: string;
  readonly show: string;
  readonly leave: string;
  readonly clear: string;
  /** Beside the buttons. */
  readonly dropHere: string;
  /** While something is held over the figure. */
  readonly letGo: string;
  /** What the text to be pasted should be. */
  readonly rows: string;
  readonly reading: (file: string) => string;
  /** What the figure shows now. */
  readonly shows: (name: string) => string;
  /** What rows that were pasted are called. */
  readonly pasted: string;
  /** What a drawing is called. */
  readonly drawing: string;
  /** How many rows of each class. */
  readonly groups: (groups: readonly { readonly name: string; readonly count: number }[]) => string;
  /** Columns that were not taken, for nothing varies along them. */
  readonly passedOver: (columns: readonly string[]) => string;
  readonly axis: (axis: number) => string;
  readonly colours: string;
  readonly none: string;
  readonly pad: string;
  readonly padKeys: string;
  readonly drawn: (count: number) => string;
  readonly cross: (x: number, y: number) => string;
}

/** English stands here, and not with all other words: pages whose readers bring nothing do not load it. */
export const englishOwnData = ({ number }: Pick<Words, 'number'>): OwnDataWords => ({
  name: 'Data of your own',
  file: 'Choose a file …',
  paste: 'Paste …',
  draw: 'Draw …',
  pasteOn: 'Go on pasting …',
  drawOn: 'Go on drawing …',
  undo: 'Undo',
  redo: 'Redo',
  show: 'Show',
  leave: 'Leave',
  clear: 'Clear',
  dropHere: 'or drop a file on the figure',
  letGo: 'Let go to show it.',
  rows: 'Rows of numbers, with names of the columns above them; or JSON',
  reading: (file) => `Reading ${file} …`,
  shows: (name) => `Shown: ${name}`,
  pasted: 'pasted rows',
  drawing: 'drawing',
  groups: (groups) => groups.map(({ name, count }) => `${name} ${number(count)}`).join(', '),
  passedOver: (columns) => `left out, as constant: ${columns.join(', ')}`,
  axis: (axis) => `Axis ${number(axis)}`,
  colours: 'Colours',
  none: 'none',
  pad: 'Paper to draw on',
  padKeys: 'Draw with the mouse or a finger. Arrow keys move the cross, with Shift by smaller steps; Space sets a point, Backspace takes the last one back, Delete all; Enter shows the drawing, Escape leaves and keeps it.',
  drawn: (count) => (count === 1 ? '1 point' : `${number(count)} points`),
  cross: (x, y) => `cross at ${vectorOf(number)([x, y])}`,
});

/** Those of the language of the page. */
export const ownDataWords = (words: Words): OwnDataWords => words.ownData ?? englishOwnData(words);
