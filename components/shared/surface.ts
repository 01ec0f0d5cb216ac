import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/index.ts';
import { renderProblem } from './messages.ts';
import type { Problem } from './problem.ts';

/** What stands in the place of the picture. */
export interface SurfaceParts {
  /** What the picture shows, in words. */
  readonly sentence: string;
  /** Whether it can be turned: no screen reader hands the keys of a plain image on to the page. */
  readonly isTurnable: boolean;
  /** What keys do with the cross of a probe, where there is one. */
  readonly probeKeys: string | undefined;
  readonly isLive: boolean;
  readonly problem: Problem | undefined;
  /** Nothing will come before an author mends the problem: no room is kept for a picture. */
  readonly isRefused?: boolean;
  /** While there is neither a picture nor a problem. */
  readonly waiting: TemplateResult | typeof nothing;
  readonly words: Words;
  readonly onKey: (event: KeyboardEvent) => void;
  /** Something else stands in its place. */
  readonly isReplaced?: boolean;
  /** Tells it from others of the same element. */
  readonly keysId?: string;
  /** None in a figure that has one already. */
  readonly still?: TemplateResult;
}

const KEYS = { turn: 'ArrowLeft ArrowRight ArrowUp ArrowDown Plus - 0 Space', point: 'Enter Escape', arrows: 'ArrowLeft ArrowRight ArrowUp ArrowDown Space' };

export function renderSurface({ sentence, isTurnable, probeKeys, isLive, problem, isRefused = false, waiting, words, onKey, isReplaced = false, keysId = 'keys', still = html`<slot></slot>` }: SurfaceParts): TemplateResult {
  const isPointable = probeKeys !== undefined;
  const isHidden = problem !== undefined;
  const isOperable = isTurnable || isPointable;
  const keyNames = [isTurnable ? KEYS.turn : isPointable ? KEYS.arrows : '', isPointable ? KEYS.point : ''].filter(Boolean).join(' ');
  const keys = [isTurnable ? words.figure.keys : '', isPointable ? words.figure.crossKeys(isTurnable) : '', probeKeys].filter(Boolean).join(' ');
  return html`<div class="surface" ?data-refused=${isRefused} @keydown=${onKey} ?hidden=${isReplaced}>
    <canvas
      part="canvas"
      class=${isPointable ? 'pointable' : nothing}
      role=${isOperable ? 'application' : sentence ? 'img' : nothing}
      aria-label=${sentence || nothing}
      aria-roledescription=${isTurnable ? words.figure.inSpace : nothing}
      aria-keyshortcuts=${keyNames || nothing}
      aria-describedby=${isOperable ? keysId : nothing}
      ?hidden=${isHidden}
    ></canvas>
    ${isOperable ? html`<p id=${keysId} hidden>${keys}</p>` : nothing}
    <div class="labels" aria-hidden="true" ?hidden=${isHidden}></div>
    <div class="still" ?hidden=${isLive && !problem}>${still}</div>
    ${problem ? renderProblem(problem, words) : isLive ? nothing : waiting}
  </div>`;
}
