import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CHECKPOINT_SENTENCES } from '../../components/checkpoints/sentences.ts';
import { englishCheckpoints } from '../../components/checkpoints/words.ts';
import { COMPARISON_SENTENCES } from '../../components/compare/sentences.ts';
import { ASK_SENTENCES } from '../../components/ask/sentences.ts';
import { englishAsk } from '../../components/ask/words.ts';
import { englishMeant } from '../../components/mistakes/index.ts';
import { englishPanel } from '../../components/fm-trainer/words.ts';
import { OWN_DATA_SENTENCES } from '../../components/own-data/sentences.ts';
import { englishOwnData } from '../../components/own-data/words.ts';
import { englishComparison } from '../../components/compare/words.ts';
import { en } from '../../components/locales/en.ts';
import { fr } from '../../components/locales/fr.ts';
import { problems } from '../../components/locales/problems-en.ts';
import { rows } from '../../components/locales/rows-en.ts';
import { readings } from '../../components/locales/readings-en.ts';
import { loadWords, say, TRANSLATIONS, wordsFor, type Translation } from '../../components/locales/index.ts';
import { speechOf } from '../../components/locales/speech.ts';
import { vectorOf } from '../../components/locales/equations.ts';
import { DataError } from '../../src/data/index.ts';
import { DATA_SENTENCES } from '../../src/data/sentences.ts';
import { CODE_SENTENCES } from '../../src/code/sentences.ts';
import { PARAMETER_SENTENCES } from '../../src/streams/parameters/sentences.ts';
import { WORKER_SENTENCES } from '../../src/worker/failure.ts';
import { inEnglish } from '../../src/words/index.ts';
import { ENGLISH_WORDS, englishIn, SHARED_WORDS } from './english.ts';
import { sentencesOf } from './samples.ts';

const english = en(speechOf('en', 'en'));
const allEnglish = { ...english, rows: rows(speechOf('en', 'en')), problems: problems(speechOf('en', 'en')), checkpoints: englishCheckpoints(english), comparison: englishComparison(english), ask: englishAsk(english), ownData: englishOwnData(english), panel: englishPanel(speechOf('en', 'en')), readings: readings(speechOf('en', 'en')), meant: englishMeant };
const french = fr(speechOf('fr', 'fr'));

/** Keys with the values that their sentences read, over all samples. */
function valuesRead(words: Parameters<typeof sentencesOf>[0]): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>();
  const watch = (value: unknown, key: string, path: string): unknown => {
    read.get(key)!.add(path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return new Proxy(value, { get: (target, name) => watch((target as Record<string | symbol, unknown>)[name], key, `${path}.${String(name)}`) });
  };
  sentencesOf(words, (values, key) => {
    if (!read.has(key)) read.set(key, new Set());
    return values.map((value, i) => watch(value, key, String(i)));
  });
  return read;
}

test.each(Object.entries(TRANSLATIONS))('the language %s has the keys of English, and its sentences say the same values', async (language, load) => {
  const { errors, ...own } = (await load())(speechOf(language, language));
  const keysOf = (words: Parameters<typeof sentencesOf>[0]): string[] => [...new Set(sentencesOf(words).map(({ key }) => key))].sort();
  expect(keysOf(own)).toEqual(keysOf(allEnglish));
  expect(valuesRead(own)).toEqual(valuesRead(allEnglish));
  const ofErrors = { ...DATA_SENTENCES, ...CODE_SENTENCES, ...PARAMETER_SENTENCES, ...WORKER_SENTENCES, ...CHECKPOINT_SENTENCES, ...COMPARISON_SENTENCES, ...ASK_SENTENCES, ...OWN_DATA_SENTENCES };
  expect(Object.keys(errors)).toEqual(expect.arrayContaining(Object.keys(ofErrors)));
  const ours = new Map([...valuesRead({ errors })].filter(([key]) => key.slice('errors.'.length) in ofErrors));
  const theirs = valuesRead({ errors: ofErrors } as unknown as Parameters<typeof sentencesOf>[0]);
  expect(ours).toEqual(theirs);
});

describe('French', () => {
  test('says no English word', () => {
    expect(ENGLISH_WORDS.size).toBeGreaterThan(200);
    const found = sentencesOf(french).flatMap(({ key, text }) => englishIn(text, ['alpha beta gamma a.csv #moons div']).map((word) => `${key}: ${word}`));
    expect(found).toEqual([]);
  });

  test('shares with English only words that are French as well', () => {
    const known = 'activation archive cfm dt gradient classes condition gmm close det diffusion distance rk instructions js relaxed simd tensorflow wasm webassembly epsilon exp masses log part place sinkhorn axes contours dimension dimensions figure figures flux image nan on optimal page pause pdf pixels plus point points question score transport variance web zip'.split(' ');
    expect(SHARED_WORDS.filter((word) => !known.includes(word))).toEqual([]);
  });

  test('lets no line break before : ; ? ! and inside quotation marks, and has a decimal comma', () => {
    for (const { key, text } of sentencesOf(french)) {
      expect(text.match(/ [:;?!»]|« |[^\s\u00a0\u202f]»|«[^\s\u00a0\u202f]/), key).toBeNull();
      expect(text.replace('a.csv', '').match(/\d\.\d(?!.*point décimal)/), key).toBeNull();
    }
  });

  test('calls a schedule a calendar everywhere, and what computes the steps by more than its name', () => {
    const texts = sentencesOf(french).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('plan d’interpolation') || text.includes('de cette page'))).toEqual([]);
    expect(french.field.name('exact', { source: 'gaussian', target: 'moons', schedule: 'cosine' })).toContain('calendrier «\u00a0cosine\u00a0»');
    expect(french.panel.engine('wasm relaxed SIMD')).toBe('en WebAssembly, par instructions vectorielles (relaxed SIMD)');
  });

  test('tells amounts apart as French does', () => {
    const { counted } = speechOf('fr', 'fr');
    const forms = { one: 'point', many: 'de points', other: 'points' };
    expect([0, 1, 2, 1e6].map((count) => counted(count, forms))).toEqual(['0 point', '1 point', '2 points', '1\u202f000\u202f000 de points']);
  });
});

test('amounts are told from nothing, and coordinates stand apart from the commas of their numbers', () => {
  const [english, french, german] = [['en', 'en'], ['fr', 'fr'], ['en', 'de']].map(([language, locale]) => speechOf(language, locale));
  expect([0.562, 0.00561, 0.000561, 0].map((value) => english.amount(value, 3))).toEqual(['0.562', '0.00561', '5.61·10⁻⁴', '0']);
  expect([vectorOf(english.number), vectorOf(french.number, '\u202f; '), vectorOf(german.number)].map((vector) => vector([0.5, -1]))).toEqual(['(0.50, \u22121.00)', '(0,50\u202f; \u22121,00)', '(0,50; \u22121,00)']);
  expect(vectorOf(english.number)([0.5])).toBe('0.50');
});

test('numbers have no negative zero, and powers of ten only where they are far from 1', () => {
  const { number, power, significant } = speechOf('fr', 'fr');
  expect([number(-0.004, 2), number(-0, 2), number(-0.006, 2), number(NaN, 2)]).toEqual(['0,00', '0,00', '\u22120,01', 'NaN']);
  expect([0.1, 1e-3, 1e-4, 2.5e-4, 2e200, -1e-6].map(power)).toEqual(['0,1', '0,001', '10⁻⁴', '2,5·10⁻⁴', '2·10²⁰⁰', '\u22121·10⁻⁶']);
  expect([5.341e-5, 0.0534, 1.5e6, 1e-7].map(significant)).toEqual(['5,34·10⁻⁵', '0,0534', '1,5·10⁶', '10⁻⁷']);
});

test('what a small chart says above itself fits a telephone, in each language', () => {
  /** Of the size of axes, 344 px wide. */
  const most = 47;
  for (const words of [{ readings: readings(speechOf('en', 'en')) }, { readings: french.readings }]) {
    const heads = sentencesOf(words).filter(({ key }) => key.endsWith('trainingChart')).map(({ text }) => text.split('\n'));
    expect(heads.length).toBeGreaterThan(10);
    // Names of lines stand side by side.
    for (const [name, detail = '', ...lines] of heads) expect([name, detail, lines.join('  ')].filter((row) => row.length > most)).toEqual([]);
  }
});

test('English counts dimensions and has its articles', () => {
  expect(allEnglish.problems.layerUnfit({ layer: 'density', view: 'volume', name: 'helix', dimension: 3, suiting: ['arrows'] })).toBe('"density" is not shown in space, and "helix" has 3 dimensions; take some of arrows.');
  const known = ['adam'];
  expect(inEnglish(PARAMETER_SENTENCES, { key: 'unknownWord', given: { thing: 'symbol' }, attribute: 'optimizer', known })).toBe('A symbol is not an optimizer; there are adam.');
  expect(inEnglish(PARAMETER_SENTENCES, { key: 'unknownWord', given: { thing: 'list' }, attribute: 'coupling', known })).toBe('A list is not a coupling; there are adam.');
});

test('a language that leaves a key out does not compile', () => {
  // @ts-expect-error  no timeline
  const lacking: Translation = (speech) => ({ ...fr(speech), timeline: undefined });
  // @ts-expect-error  no sentence on an empty file
  const silent: Translation = (speech) => ({ ...fr(speech), errors: { ...fr(speech).errors, emptyFile: undefined } });
  expect([lacking, silent]).toHaveLength(2);
});

test('the words of a language come when they are asked for, English ones are there, and numbers are the locale’s own', async () => {
  expect(wordsFor('fr-CA')).toBeUndefined();
  expect((await loadWords('fr-CA')).timeline.play).toBe('Lecture');
  expect(wordsFor('fr')?.timeline.play).toBe('Lecture');
  for (const locale of [undefined, 'en-GB', 'de', 'xx', 'constructor']) expect(wordsFor(locale)?.timeline.play).toBe('Play');
  expect(wordsFor('de')?.timeline.at(0.5)).toBe('t = 0,50');
});

test('words that never come are given up after ten seconds, and are English', async () => {
  vi.useFakeTimers();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const translations = TRANSLATIONS as Record<string, () => Promise<Translation>>;
  translations.eo = () => new Promise(() => undefined);
  onTestFinished(() => {
    delete translations.eo;
    warn.mockRestore();
    vi.useRealTimers();
  });
  const words = loadWords('eo');
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await words).timeline.play).toBe('Play');
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/words of the language "eo" could not be loaded/)]]);
});

test('what an error of the library says is English for scripts, and another language for a page', () => {
  const { saying, message } = new DataError('columns', { key: 'noColumn', column: 'wingspan', columns: { shown: ['a', 'b'], more: 0 } });
  expect(message).toBe('There is no column "wingspan"; the file has the columns "a", "b".');
  expect(say(english, { ...saying, message })).toBe(message);
  expect(say(french, { ...saying, message })).toBe('Il n’y a pas de colonne «\u00a0wingspan\u00a0»\u202f; le fichier a les colonnes «\u00a0a\u00a0» et «\u00a0b\u00a0».');
});
