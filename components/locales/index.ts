import type { AskSaying, AskWords } from '../ask/index.ts';
import type { PanelWords } from '../fm-trainer/words.ts';
import type { CheckpointSaying, CheckpointWords } from '../checkpoints/index.ts';
import type { ComparisonSaying, ComparisonWords } from '../compare/index.ts';
import type { MeantWords } from '../mistakes/index.ts';
import type { OwnDataSaying, OwnDataWords } from '../own-data/index.ts';
import type { DataSaying } from '../../src/data/index.ts';
import type { CodeSaying, ProbeName, Reading } from '../../src/figures/index.ts';
import type { FailureSaying, ParameterSaying } from '../../src/streams/index.ts';
import type { Saying } from '../../src/words/index.ts';
import { en, type English } from './en.ts';
import { PROBLEM_CODE } from './problem-code.ts';
import type { ProblemWords } from './problems-en.ts';
import type { RowWords } from './rows-en.ts';
import { inTime } from '../../src/code/index.ts';
import type { Convention } from '../../src/scene/index.ts';
import type { Ends } from './equations.ts';
import type { ReadingWords } from './readings-en.ts';
import { speechOf, type Speech } from './speech.ts';

export type { CloudSteps, Way } from './en.ts';

/** What an error of `src` says, as data; its message says it in English. */
export type ErrorSaying = AskSaying | CheckpointSaying | CodeSaying | ComparisonSaying | DataSaying | FailureSaying | OwnDataSaying | ParameterSaying;
type ErrorSentences = { readonly [Key in ErrorSaying['key']]: (values: Extract<ErrorSaying, { readonly key: Key }>) => string };

/** All that is said in a page, in one language. */
export type Words = English & { readonly rows?: RowWords; readonly problems?: ProblemWords; readonly errors?: ErrorSentences; readonly checkpoints?: CheckpointWords; readonly comparison?: ComparisonWords; readonly ask?: AskWords; readonly ownData?: OwnDataWords; readonly panel?: PanelWords; readonly readings?: ReadingWords; readonly meant?: MeantWords };
/** A language other than English. */
export type Translation = (speech: Speech) => English & { readonly rows: RowWords; readonly problems: ProblemWords; readonly errors: ErrorSentences; readonly checkpoints: CheckpointWords; readonly comparison: ComparisonWords; readonly ask: AskWords; readonly ownData: OwnDataWords; readonly panel: PanelWords; readonly readings: ReadingWords; readonly meant: MeantWords };

/** What is said of a problem, as data. English is at the errors of `src` themselves, so that a page without a file loads no words about files. */
export type ProblemSaying = Saying<ProblemWords> | (ErrorSaying & { readonly message: string });

/** Words about what is wrong could not be had. */
let areMissed = false;

/** In words; undefined while those are on their way, and what it is by its key where they cannot be had. */
export function say(words: Words, saying: ProblemSaying): string | undefined {
  if ('message' in saying) {
    // Another version of the package, beside this one in the page, may have errors that no sentence here is for.
    const sentence = words.errors?.[saying.key] as ((values: typeof saying) => string) | undefined;
    return sentence ? sentence(saying) : saying.message;
  }
  // What the browser says, and the last that is left where no words can be had.
  if (saying.key === 'unexpected') return saying.reason;
  const problems = words.problems ?? PROBLEM_CODE.now?.(speeches.get(words)!);
  return (problems?.[saying.key] as ((values: typeof saying) => string) | undefined)?.(saying) ?? (areMissed ? saying.key : undefined);
}

/** English words about readings, which pages whose figures tell nothing do without. */
let englishReadings: ((speech: Speech) => ReadingWords) | undefined;
/** Of words that are here. */
const speeches = new WeakMap<Words, Speech>();

/** Words about an author's data. @param english  which pages without such data do without */
export const rowWords = (words: Words, english: (speech: Speech) => RowWords): RowWords => words.rows ?? english(speeches.get(words)!);

/** Readings where the data are told to be at t = 0, which most pages do without. */
let retold: typeof import('./retold.ts').retold | undefined;
const DATA_AT_0: Ends = { source: 1, data: 0 };

/**
 * Words about what layers and probes tell; undefined until they are here.
 *
 * @param again  called when they have come
 */
function readingWords(words: Words, convention: Convention | undefined, again: () => void): ReadingWords | undefined {
  const speech = speeches.get(words);
  const readings = words.readings ?? (speech && englishReadings?.(speech));
  const isOther = convention === 'data-at-0';
  if (readings && (retold || !isOther)) return readings;
  // Where they cannot be had, who asks next has them asked for again.
  Promise.all([readings ? undefined : import('./readings-en.ts'), isOther ? import('./retold.ts') : undefined]).then(([english, other]) => {
    englishReadings ??= english?.readings;
    retold ??= other?.retold;
    again();
  }, () => undefined);
  return undefined;
}

/** How the reader uses a probe, as {@link readingWords} has it. */
export const probeWords = (words: Words, probe: ProbeName, again: () => void): ReadingWords['probes'][ProbeName] | undefined => readingWords(words, undefined, again)?.probes[probe];

/** What a layer or probe tells, in words, as {@link readingWords} has them; a page's own layer brings its text along. */
export function tell(words: Words, reading: Reading, convention: Convention | undefined, again: () => void): string {
  if (reading.key === 'text') return reading.text;
  const readings = readingWords(words, convention, again);
  if (!readings) return '';
  const { probes, layers } = readings;
  const sentence = (reading.key in probes ? probes[reading.key as ProbeName].tell : layers[reading.key as keyof typeof layers]) as (told: typeof reading, ends?: Ends) => string;
  return convention === 'data-at-0' ? sentence(retold!(reading), DATA_AT_0) : sentence(reading);
}

/** One row for each language other than English. A page that is written in it loads its words, and no other page does. */
export const TRANSLATIONS: Readonly<Record<string, () => Promise<Translation>>> = {
  fr: () => import('./fr.ts').then(({ fr }) => fr),
};
const ENGLISH = 'en';

/** Languages whose words are here. */
const loaded = new Map<string, (speech: Speech) => Words>([[ENGLISH, en]]);

const languageOf = (locale: string | undefined): string => {
  const language = locale?.split('-')[0] ?? ENGLISH;
  return Object.hasOwn(TRANSLATIONS, language) ? language : ENGLISH;
};

const spoken = new Map<string, Words>();

/** Have words about what is wrong fetched, where they are on their way; those that cannot be had, or not in ten seconds, are asked for by the next mistake. */
export async function fetchProblemWords(): Promise<void> {
  areMissed = (await inTime(PROBLEM_CODE.fetch(), () => new Error('It is late.')).catch(() => undefined)) === undefined;
}

/** The words for a locale, if they are here: those of its language, else English ones; numbers are the locale's own. */
export function wordsFor(locale: string | undefined): Words | undefined {
  const language = languageOf(locale);
  const key = `${language} ${locale ?? ''}`;
  const known = spoken.get(key);
  if (known) return known;
  const load = loaded.get(language);
  const words = load && spokenBy(load, speechOf(language, locale));
  if (words) spoken.set(key, words);
  return words;
}

function spokenBy(language: (speech: Speech) => Words, speech: Speech): Words {
  const words = language(speech);
  speeches.set(words, speech);
  return words;
}

/** Have the words for a locale loaded; those that cannot be had, or not in ten seconds, are English. */
export async function loadWords(locale: string | undefined): Promise<Words> {
  const language = languageOf(locale);
  try {
    if (!loaded.has(language)) loaded.set(language, await inTime(TRANSLATIONS[language](), () => new Error('It is late.')));
  } catch {
    // No network any more, or a server that never answers: the figure goes on, and the next one asks again.
    console.warn(`fm-elements: the words of the language "${language}" could not be loaded; figures speak English.`);
    return spokenBy(en, speechOf(ENGLISH, locale));
  }
  return wordsFor(locale)!;
}
