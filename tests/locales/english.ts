import { DATA_SENTENCES } from '../../src/data/sentences.ts';
import { CODE_SENTENCES } from '../../src/code/sentences.ts';
import { CHECKPOINT_SENTENCES } from '../../components/checkpoints/sentences.ts';
import { englishCheckpoints } from '../../components/checkpoints/words.ts';
import { COMPARISON_SENTENCES } from '../../components/compare/sentences.ts';
import { ASK_SENTENCES } from '../../components/ask/sentences.ts';
import { englishAsk } from '../../components/ask/words.ts';
import { englishPanel } from '../../components/fm-trainer/words.ts';
import { OWN_DATA_SENTENCES } from '../../components/own-data/sentences.ts';
import { englishOwnData } from '../../components/own-data/words.ts';
import { englishComparison } from '../../components/compare/words.ts';
import { PARAMETER_SENTENCES } from '../../src/streams/parameters/sentences.ts';
import { WORKER_SENTENCES } from '../../src/worker/failure.ts';
import { en } from '../../components/locales/en.ts';
import { readings } from '../../components/locales/readings-en.ts';
import { fr } from '../../components/locales/fr.ts';
import { problems } from '../../components/locales/problems-en.ts';
import { rows } from '../../components/locales/rows-en.ts';
import { speechOf } from '../../components/locales/speech.ts';
import { layerNames } from '../../src/figures/index.ts';
import { datasetNames } from '../../src/math/index.ts';
import { inEnglish, type Saying } from '../../src/words/index.ts';
import { samples, sentencesOf } from './samples.ts';

/** What authors write is the same in every language: elements, attributes and their values, file formats, names of people. */
const AS_WRITTEN = `fm targets probe trainer source target src columns field view layers from coupling schedule text exact learned both difference conditional arrows density particles plane volume spacetime
  independent ot moons width height gaussian cosine euler heun sde dopri dopri5 csv json utf windows png jpeg gif webp cors http https u silverman w e t x s
  alpha beta gamma div ftp createflow elements streams auto seed sed codec pca ppca tile digits u8`;

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}’']+/gu)?.map((word) => word.replace(/^['’]+|['’]+$/g, '')).filter(Boolean) ?? [];
const all = (sentences: readonly { text: string }[]): Set<string> => new Set(sentences.flatMap(({ text }) => wordsIn(text)));

/** What errors of `src` say of themselves. */
const TABLES = { ...DATA_SENTENCES, ...CODE_SENTENCES, ...WORKER_SENTENCES, ...PARAMETER_SENTENCES, ...CHECKPOINT_SENTENCES, ...COMPARISON_SENTENCES, ...ASK_SENTENCES, ...OWN_DATA_SENTENCES };
const errors = Object.values(samples.errors)
  .flatMap((tries) => tries.map(([saying]) => saying))
  .filter((saying): saying is Saying<typeof TABLES> => saying.key in TABLES)
  .map((saying) => ({ text: inEnglish(TABLES, saying) }));
const french = all(sentencesOf(fr(speechOf('fr', 'fr'))));
const asWritten = new Set([AS_WRITTEN, ...datasetNames(), ...layerNames()].flatMap(wordsIn));

const words = en(speechOf('en', 'en'));
const english = [...all([...sentencesOf({ ...words, rows: rows(speechOf('en', 'en')), problems: problems(speechOf('en', 'en')), checkpoints: englishCheckpoints(words), comparison: englishComparison(words), ask: englishAsk(words), ownData: englishOwnData(words), panel: englishPanel(speechOf('en', 'en')), readings: readings(speechOf('en', 'en')) }), ...errors])].filter((word) => word.length > 1 && !asWritten.has(word));

/** Words that English sentences of the package are made of, and French ones are not. */
export const ENGLISH_WORDS: ReadonlySet<string> = new Set(english.filter((word) => !french.has(word)));
/** Words of both languages: one that is English alone has been left in French. */
export const SHARED_WORDS: readonly string[] = english.filter((word) => french.has(word)).sort();

/** English words in a text. @param ignored  what the author of the page has written stays as it is */
export const englishIn = (text: string, ignored: readonly string[] = []): string[] => {
  const own = new Set(ignored.flatMap(wordsIn));
  return wordsIn(text).filter((word) => ENGLISH_WORDS.has(word) && !own.has(word));
};
