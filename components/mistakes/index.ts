import type { Shown } from '../../src/streams/index.ts';
import { nearestWord } from '../../src/words/index.ts';
import type { ProblemSaying, Words } from '../locales/index.ts';

/** Of any element, by the HTML standard; what begins with these is of ARIA, of data, of events and of frameworks. */
const GLOBAL = /^(accesskey|anchor|autocapitalize|autocorrect|autofocus|class|contenteditable|dir|draggable|enterkeyhint|exportparts|hidden|id|inert|inputmode|is|item(id|prop|ref|scope|type)|lang|nonce|part|popover|role|slot|spellcheck|style|tabindex|title|translate|virtualkeyboardpolicy|writingsuggestions)$|^(aria|data|on|v|ng|x|hx)-|^on[a-z]+$|[^a-z-]/;

const said = new Set<string>();

/** The elements of the package that know an attribute. */
const thoseWith = (name: string): string[] =>
  ['fm-field', 'fm-sampler', 'fm-trainer'].filter((tag) => (customElements.get(tag) as { readonly observedAttributes?: readonly string[] } | undefined)?.observedAttributes?.includes(name));

/**
 * An attribute that an element does not know passes in silence, as HTML has it. One that another of our elements has stands in the wrong place, and one that is
 * near to a name that it knows was mistyped: the console says so, once for a page.
 *
 * @param names  of attributes that the element does not know
 * @param known  that it knows
 */
export function warnOfMistyped(tag: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((one) => !GLOBAL.test(one))) {
    const others = thoseWith(name).map((other) => `<${other}>`);
    const meant = others.length > 0 ? undefined : nearestWord(name, known);
    if (others.length === 0 && meant === undefined) continue;
    const sentence = `fm-elements: <${tag}> has no attribute "${name}"; ${meant === undefined ? `${others.join(' and ')} ${others.length > 1 ? 'have' : 'has'}.` : `did you mean "${meant}"?`}`;
    if (said.has(sentence)) continue;
    said.add(sentence);
    console.warn(sentence);
  }
}

/** Asks whether this word was meant, after a sentence. */
export type MeantWords = (word: string) => string;
export const englishMeant: MeantWords = (word) => ` Did you mean "${word}"?`;

/** What stands in such a sentence beside the words that are known. */
interface Unknown {
  readonly known: readonly string[];
  readonly given?: Shown | string;
  readonly row?: string;
  readonly attribute?: string;
}

/** Goes after what is said of an unknown word, where one that is known is near; empty else. */
export function meantInWords(saying: ProblemSaying, words: Words): string {
  if (!('known' in saying)) return '';
  const { known, row, attribute, given = row ?? attribute }: Unknown = saying;
  const written = typeof given === 'object' ? 'text' in given && given.text : given;
  const word = written ? nearestWord(written, known) : undefined;
  return word === undefined ? '' : (words.meant ?? englishMeant)(word);
}
