import { html, nothing, type TemplateResult } from 'lit';
import { fileName } from '../../src/data/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import { say, type Words } from '../locales/index.ts';
import { CHECKPOINTS } from './checkpoint-code.ts';
import { MISTAKES } from './mistyped.ts';
import { shorten } from './shorten.ts';
import type { Problem } from './problem.ts';
import { isAbsent, type Network } from './network.ts';

/** What is wrong, over the place of the picture. */
export function renderProblem({ attribute, saying }: Problem, words: Words): TemplateResult {
  return html`<p class="problem" part="problem" role="alert">${attribute ? html`<code>${attribute}</code>${words.figure.colon}` : nothing}${say(words, saying)}${MISTAKES.now?.meantInWords(saying, words)}</p>`;
}

/** Words for a wait that the reader notices; they fade in late, so that a short one shows none. */
export function renderWaiting(src: string | undefined, from: string | undefined, { figure }: Words): TemplateResult | typeof nothing {
  if (src) return html`<p class="waiting">${figure.loading(shorten(fileName(src)))}</p>`;
  return from ? html`<p class="waiting">${figure.follows(shorten(from))}</p>` : nothing;
}

/** What is told of an author's file; room for that while the file is on its way. */
export function renderRows(src: string | undefined, told: string | undefined): TemplateResult | typeof nothing {
  return src || told ? html`<p class="note rows" part="note">${told ?? nothing}</p>` : nothing;
}

/** How many points went where no picture reaches. */
export function renderLeftOut(count: number, { figure }: Words): TemplateResult | typeof nothing {
  return count === 0 ? nothing : html`<p class="note" part="note">${figure.leftOut(count)}</p>`;
}

/**
 * That a network shows its initial weights, or why the one that is asked for is not there; nothing when empty.
 *
 * @param flow  of the figure: where nothing in it trains, its author is told how to have a network
 */
export const networkInWords = (network: Network, words: Words, flow?: Flow): string =>
  isAbsent(network) ? CHECKPOINTS.now!.absentInWords(network, words) : network !== 'untrained' ? '' : flow?.parameters.model === 'exact' ? words.figure.noNetwork : words.figure.untrained;

/** The room stays when the words go, so that nothing below moves. */
export function renderNetwork(network: Network, words: Words, flow: Flow | undefined): TemplateResult | typeof nothing {
  return network === 'none' ? nothing : html`<p class="note" part="note">${networkInWords(network, words, flow)}</p>`;
}

/** A sentence with its end: some come with it. */
export const ended = (sentence: string): string => (/[.?!…]$/.test(sentence) ? sentence : `${sentence}.`);

/** One sentence after the other, each but the last ended. */
export const inSentences = (...parts: readonly string[]): string =>
  parts.map((part) => part.trim()).filter(Boolean).reduce((told, part) => (told === '' ? part : `${ended(told)} ${part}`), '');

/** Sentences below the picture. */
export const renderNotes = (sentences: readonly string[]): TemplateResult[] => sentences.map((sentence) => html`<p class="note" part="note">${sentence}</p>`);
