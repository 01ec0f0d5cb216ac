import { CLOUD, type Rows } from '../../src/streams/index.ts';
import { inEnglish } from '../../src/words/index.ts';
import type { Compared, Given } from '../shared/compared.ts';
import type { Problem } from '../shared/problem.ts';
import { FIGURE } from '../shared/figure-rows.ts';
import { readAttribute } from '../shared/properties.ts';
import { COMPARISON_SENTENCES, type ComparisonSaying } from './sentences.ts';

/** So many are told apart beside one another, and so many by their colours. */
const MOST = { panels: 8, overlay: 6 };
/** One for all figures that are compared. */
const FIXED: ReadonlySet<string> = new Set(['probe', 'points', 'ask', 'compare', 'compareBy', 'model']);

/** Rows that one of the elements has and others have not. */
const OF_ELEMENTS: Readonly<Record<string, readonly string[]>> = { 'fm-sampler': Object.values(CLOUD).map(({ attribute }) => attribute), 'fm-field': ['field', 'draws'] };

/** One of the values that are compared. */
export interface Variant {
  readonly attribute: string;
  /** The value as it was written, or where it was out of range as it is taken. */
  readonly value: string;
  /** Parameters of the flow by their names, or else values of the figure's own rows. */
  readonly ofFlow: Given;
  readonly ofFigure: Given;
  /** Why the value is none of the row's; it changes nothing then. */
  readonly problem?: Problem;
}

export interface Comparison {
  readonly variants: readonly Variant[];
  /** What was brought into range, as sentences for the console. */
  readonly notes: readonly string[];
  /** So many values were named, of which so many are shown. */
  readonly named: number;
  readonly most: number;
}

type Asked = Pick<Compared, 'rows' | 'figureRows' | 'flowRows' | 'isOverlay'>;

/** Rows by which figures can be compared: the figure's own come first, as for its attributes. */
function rowsThatVary({ figureRows, flowRows, isOverlay }: Asked): Rows {
  const isFree = (name: string): boolean => !FIXED.has(name) && !(isOverlay && name === 'view');
  return Object.fromEntries(Object.entries({ ...flowRows, ...figureRows }).filter(([name]) => isFree(name)));
}

/**
 * Where a solver is followed by a number, that is its steps, the tolerance of one that chooses its own, or the level of one with noise; where a
 * coupling is, the pairs that it makes at a time, or its epsilon.
 */
const FOLLOWED: Readonly<Record<string, (first: string) => string | undefined>> = {
  solver: (first) => ({ dopri5: 'tolerance', sde: 'noise' })[first] ?? 'steps',
  coupling: (first) => ({ ot: 'batch', sinkhorn: 'epsilon' })[first],
};
function partsOf(name: string, value: string, rows: Rows): readonly (readonly [name: string, written: string])[] {
  const [first, second, ...rest] = value.split(/\s+/);
  const follows = second === undefined || rest.length > 0 ? undefined : FOLLOWED[name]?.(first);
  if (follows === undefined) return [[name, value]];
  return [[name, first], [follows, second]].filter(([part]) => part in rows) as [string, string][];
}

interface ReadVariant {
  readonly changes: Given;
  /** The value as it is taken. */
  readonly shown: string;
  readonly notes: readonly string[];
  readonly problem?: Problem;
}

/** A value of the row `name`; what is wrong with it is said of the row that it is wrong for. */
function readVariant(name: string, value: string, rows: Rows): ReadVariant {
  const changes: Record<string, unknown> = {};
  const notes: string[] = [];
  let shown = value;
  for (const [part, of] of partsOf(name, value, rows)) {
    const { value: read, note, problem } = readAttribute(rows[part], of);
    if (problem) return { changes: {}, shown: value, notes: [], problem: { ...problem, code: 'compare', attribute: rows[part].attribute } };
    if (note) notes.push(note);
    changes[part] = read;
    if (note && part === name) shown = [read].flat().join(' ');
    if (name === 'coupling' && part !== name) shown = `${value.split(/\s+/)[0]} ${String(read)}`;
    // A layer that shows the plan makes its groups as large as the batches of a training.
    if (name === 'coupling' && part === 'batch' && 'planBatch' in rows) changes.planBatch = Math.min(Number(read), FIGURE.planBatch.high);
  }
  return { changes, shown, notes };
}

/** What `compare` says, or what is wrong with it. */
export function readComparison(text: string, asked: Asked): Comparison | Problem {
  const rows = rowsThatVary(asked);
  const known = Object.values(rows).map(({ attribute }) => attribute);
  const colon = text.indexOf(':');
  const written = text.slice(0, Math.max(0, colon)).trim();
  if (!written) return wrong({ key: 'compareForm', given: text });
  const [name] = Object.entries(rows).find(([, { attribute }]) => attribute === written) ?? [];
  if (name === undefined) {
    const isFixed = Object.values(asked.rows).some(({ attribute }) => attribute === written);
    const element = Object.entries(OF_ELEMENTS).find(([, attributes]) => attributes.includes(written))?.[0];
    return wrong(element && !isFixed ? { key: 'compareElement', row: written, element, known } : { key: isFixed ? 'compareFixed' : 'compareRow', row: written, known });
  }
  const values = text.slice(colon + 1).split(',').map((value) => value.trim()).filter(Boolean);
  if (values.length === 0) return wrong({ key: 'compareEmpty', row: written });

  const most = asked.isOverlay ? MOST.overlay : MOST.panels;
  const variants: Variant[] = [];
  const notes: string[] = [];
  const part = (changes: Given, isOfFigure: boolean): Given => Object.fromEntries(Object.entries(changes).filter(([row]) => row in asked.figureRows === isOfFigure));
  for (const value of values.slice(0, most)) {
    const variant = readVariant(name, value, rows);
    const { changes } = variant;
    if (variant.problem) variants.push({ attribute: written, value, ofFlow: {}, ofFigure: {}, problem: variant.problem });
    else variants.push({ attribute: written, value: variant.shown, ofFlow: part(changes, false), ofFigure: part(changes, true) });
    notes.push(...variant.notes);
  }
  // One that is wrong is told beside the others.
  const [first] = variants;
  if (first.problem && variants.every(({ problem }) => problem)) return first.problem;
  return { variants, notes, named: values.length, most };
}

export const wrong = (saying: ComparisonSaying): Problem => ({ code: 'compare', attribute: 'compare', saying: { ...saying, message: inEnglish(COMPARISON_SENTENCES, saying) } });
