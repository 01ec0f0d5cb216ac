import { ASKED, PROBE_NAMES, probeSuits, VIEWS } from '../../src/figures/index.ts';
import type { ViewName } from '../../src/figures/index.ts';
import { inEnglish } from '../../src/words/index.ts';
import { addStyles } from '../shared/later-styles.ts';
import type { Problem } from '../shared/problem.ts';
import { Asking, type AskingFigure } from './asking.ts';
import { ASK_SENTENCES, type AskSaying } from './sentences.ts';
import { STYLES } from './styles.ts';

export type { Answer, Asking, FmAnswerEvent } from './asking.ts';
export type { AskSaying } from './sentences.ts';
export { askWords, type AskWords } from './words.ts';

const wrong = (saying: AskSaying): Problem => ({ code: 'ask', attribute: 'ask', saying: { ...saying, message: inEnglish(ASK_SENTENCES, saying) } });

/**
 * Ask the reader before the figure tells; or what is wrong with that.
 *
 * @param root  of the figure
 * @param view  in which it shows its data at present
 */
export function ask(root: ShadowRoot, view: ViewName, { probe, ...figure }: Omit<AskingFigure, 'probe'> & Partial<Pick<AskingFigure, 'probe'>>): Asking | Problem {
  const { quantity } = figure;
  const { ASKED_OF, FORMS } = ASKED.now!;
  if (!probe) {
    const telling = PROBE_NAMES.filter((name) => ASKED_OF[name].includes(quantity));
    return wrong({ key: 'askNothing', ask: quantity, telling: telling.find((name) => probeSuits(name, VIEWS[view].traits)) ?? telling[0] });
  }
  if (!ASKED_OF[probe].includes(quantity)) return wrong({ key: 'askUnfit', ask: quantity, probe, known: ASKED_OF[probe] });
  if (view === 'spacetime' && FORMS[quantity] !== 'number') return wrong({ key: 'askOverTime', ask: quantity });
  addStyles(root, STYLES);
  return new Asking({ ...figure, probe });
}
