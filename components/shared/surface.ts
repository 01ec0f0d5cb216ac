import { html, nothing, type TemplateResult } from 'lit';
import { renderProblem } from './messages.ts';
import type { Problem } from './problem.ts';

/** What stands in the place of the picture. */
export interface SurfaceParts {
  /** What the picture shows, in words. */
  readonly sentence: string;
  /** Whether it can be turned: no screen reader hands the keys of a plain image on to the page. */
  readonly isTurnable: boolean;
  readonly isLive: boolean;
  readonly problem: Problem | undefined;
  /** While there is neither a picture nor a problem. */
  readonly waiting: TemplateResult | typeof nothing;
  readonly onKey: (event: KeyboardEvent) => void;
}

const KEYS = 'Arrow keys turn the figure, plus and minus zoom, 0 returns to the first view, Space plays and pauses.';
const KEY_NAMES = 'ArrowLeft ArrowRight ArrowUp ArrowDown Plus - 0 Space';

export function renderSurface({ sentence, isTurnable, isLive, problem, waiting, onKey }: SurfaceParts): TemplateResult {
  const isHidden = problem !== undefined;
  return html`<div class="surface" @keydown=${onKey}>
    <canvas
      part="canvas"
      role=${isTurnable ? 'application' : 'img'}
      aria-label=${sentence || nothing}
      aria-roledescription=${isTurnable ? 'figure in space' : nothing}
      aria-keyshortcuts=${isTurnable ? KEY_NAMES : nothing}
      aria-describedby=${isTurnable ? 'keys' : nothing}
      ?hidden=${isHidden}
    ></canvas>
    ${isTurnable ? html`<p id="keys" hidden>${KEYS}</p>` : nothing}
    <div class="labels" aria-hidden="true" ?hidden=${isHidden}></div>
    <div class="still" ?hidden=${isLive && !problem}><slot></slot></div>
    ${problem ? renderProblem(problem) : isLive ? nothing : waiting}
  </div>`;
}
