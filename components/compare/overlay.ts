import { html, nothing, render, type TemplateResult } from 'lit';
import { of, skip, take } from 'rxjs';
import { layerOf, PROBES, type Named, type Reading } from '../../src/figures/index.ts';
import { parseColor } from '../../src/scene/index.ts';
import { ParameterError, type Flow } from '../../src/streams/index.ts';
import { say, type Words } from '../locales/index.ts';
import type { Compared, Comparison, Given } from '../shared/compared.ts';
import { ended, inSentences, networkInWords } from '../shared/messages.ts';
import { MISTAKES } from '../shared/mistyped.ts';
import { isAbsent, networkOf, type Network } from '../shared/network.ts';
import { isSameProblem, problemOf, type Problem } from '../shared/problem.ts';
import { watchPictures } from '../shared/watch-pictures.ts';
import { SharedScale } from './arrow-scale.ts';
import { wrong, type Comparison as Asked, type Variant } from './comparison-values.ts';
import { trainAlong, type Progress } from './own-training.ts';
import { hexadecimal, svgSheet } from './svg-sheet.ts';
import { textLines } from './text-lines.ts';
import { tinted, TINTS, type AnyLayer, type Tint } from './tinted.ts';
import { followVariant } from './variant-flow.ts';
import { comparisonWords, nameOf } from './words.ts';

/** Shades of one colour over those of another are of neither. */
const GROUND: readonly string[] = ['density', 'difference'];
const SWATCH_PX = 24;

interface Entry {
  readonly variant: Variant;
  readonly given: Given;
  readonly tint: Tint;
  flow?: Flow;
  /** Why it is not in the picture, by itself and beside the others. */
  problem?: Problem | undefined;
  misfit?: Problem | undefined;
  training?: Progress | undefined;
  /** Absent while it is not known. */
  network?: Network;
  /** What of it is followed at present, for its laws and for good. */
  ends: (() => void)[];
  /** Another problem, or none any more. */
  change(problem: Problem | undefined): void;
  stop?: () => void;
}

type Shown = Entry & { flow: Flow };

/** Variants in one picture, each in a colour of its own that the list below it names. */
export class Overlay implements Comparison {
  readonly element: HTMLElement;
  readonly isReplacing = false;
  private readonly asked: Asked;
  private readonly compared: Compared;
  private readonly entries: Entry[] = [];
  private readonly arrowScale = new SharedScale();
  private picture: (() => void) | undefined;
  private isToDraw = false;
  private isOver = false;

  constructor(asked: Asked, flow: Flow, compared: Compared) {
    this.asked = asked;
    this.compared = compared;
    this.element = compared.root.ownerDocument.createElement('ul');
    this.element.className = 'variants';
    this.element.setAttribute('part', 'variants');
    asked.variants.forEach((variant, i) => this.follow(variant, TINTS[i], flow));
    this.render();
  }

  update(): void {
    this.render();
  }

  describe(t: number): string {
    return comparisonWords(this.compared.words()).picture(this.entries.map((entry) => this.nameOf(entry)), t);
  }

  /** The figure tells it, for its picture is the one that is pointed at. */
  told(): undefined {
    return undefined;
  }

  /** The picture, and the list below it. */
  toSvg(): string | undefined {
    const { compared: { viewport }, element, entries } = this;
    const svg = viewport.toSvg();
    if (svg === undefined) return undefined;
    const { colors, fontFamily } = viewport.theme;
    const [widthPx, heightPx] = sizeOf(svg);
    const { left, top, height } = element.getBoundingClientRect();
    const corner = { left, top: top - heightPx };
    const color = hexadecimal(colors.ink, parseColor);
    const items = [...element.children].map((item) => textLines(item, corner).map((line) => ({ ...line, color })));
    const swatches = entries.map(({ tint }, i) => {
      const place = element.children[i].querySelector('svg')!.getBoundingClientRect();
      const at = { leftPx: place.left - corner.left, middlePx: place.top + place.height / 2 - corner.top };
      return { ...at, widthPx: SWATCH_PX, color: hexadecimal(colors[tint.color], parseColor), ...(tint.dashPx && { dashPx: tint.dashPx }) };
    });
    return svgSheet({ widthPx, heightPx: heightPx + height, fontFamily, pictures: [{ svg, leftPx: 0, topPx: 0 }], texts: items.flat(), swatches });
  }

  end(): void {
    this.isOver = true;
    for (const { stop, ends } of this.entries) [stop, ...ends].forEach((end) => end?.());
    this.picture?.();
    this.element.remove();
  }

  private nameOf({ variant, given }: Entry): string {
    return nameOf(variant, given, this.compared.words());
  }

  private follow(variant: Variant, tint: Tint, parent: Flow): void {
    const { compared } = this;
    const given = { ...compared.given, ...variant.ofFigure };
    const change = (problem: Problem | undefined): void => {
      if (problem && !isSameProblem(problem, entry.problem)) compared.onProblem(problem);
      entry.problem = problem;
      this.drawSoon();
    };
    const entry: Entry = { variant, given, tint, ends: [], change };
    this.entries.push(entry);
    if (variant.problem) return change(variant.problem);
    entry.stop = followVariant(parent, variant.ofFlow, {
      onRefused: (error) => change(problemOf(error, 'parameter')),
      onLaws: (flow, laws) => {
        for (const end of entry.ends.splice(0)) end();
        entry.flow = flow;
        const unfit = compared.problemWith(laws, given);
        if (unfit) return change(unfit);
        const problems = compared.picturesOf(flow, given).problem$.subscribe(change);
        entry.ends.push(() => problems.unsubscribe());
        delete entry.network;
        const network = networkOf(flow, (parameters) => compared.settings(parameters, given), compared.seen$).subscribe((latest) => {
          const wasThere = isThere(entry);
          entry.network = latest;
          compared.refresh();
          if (isThere(entry) !== wasThere) this.drawSoon();
        });
        entry.ends.push(() => network.unsubscribe());
        if (flow === parent) return;
        let failure: Problem | undefined;
        entry.ends.push(trainAlong(parent, flow, compared, given, {
          onProgress: (progress) => {
            entry.training = progress;
            if (failure && entry.problem === failure) change(undefined);
            failure = undefined;
            compared.refresh();
          },
          onFailure: (problem) => {
            entry.training = undefined;
            change(failure = problem);
          },
        }));
      },
    });
  }

  /** Several variants change at once where what they have in common does. */
  private drawSoon(): void {
    if (this.isToDraw) return;
    this.isToDraw = true;
    queueMicrotask(() => {
      this.isToDraw = false;
      if (!this.isOver) this.draw();
    });
  }

  /** The view is that of the first that can be shown. */
  private draw(): void {
    const { compared, entries } = this;
    this.picture?.();
    this.picture = undefined;
    compared.refresh();
    const right = entries.filter((entry): entry is Shown => entry.flow !== undefined && entry.problem === undefined && isThere(entry));
    if (right.length === 0) return compared.viewport.show(null);
    const shown = right.filter((entry) => this.isFitting(entry, right[0]));
    const [{ flow, given }] = shown;
    const source = compared.picturesOf(flow, given, ({ probe: _, ...options }) => ({ ...options, scaled: this.arrowScale.scaled, layers: shown.flatMap((entry) => this.layersOf(entry)) }));
    const pictures = watchPictures({ ...source, problem$: of(undefined) }, compared.problems, (scene) => compared.draw(scene));
    this.picture = () => pictures.unsubscribe();
  }

  /** A variant of another view is told of, and left out. */
  private isFitting(entry: Shown, first: Shown): boolean {
    const { compared } = this;
    const viewOf = ({ flow, given }: Shown): string => compared.options(flow.laws, compared.settings(flow.parameters, given), given).view;
    const [view, other] = [viewOf(first), viewOf(entry)];
    const misfit = view === other ? undefined : wrong({ key: 'compareView', view: other, first: view });
    if (misfit && !isSameProblem(misfit, entry.misfit)) compared.onProblem(misfit);
    entry.misfit = misfit;
    return misfit === undefined;
  }

  /** A question without an answer leaves the variant out, until its parameters are others. */
  private refuse(entry: Shown, error: unknown): void {
    entry.change(problemOf(error, error instanceof ParameterError ? 'parameter' : 'worker'));
    const parameters = entry.flow.parameters$.pipe(skip(1), take(1)).subscribe(() => entry.change(undefined));
    entry.ends.push(() => parameters.unsubscribe());
  }

  private layersOf(entry: Shown): Named<AnyLayer>[] {
    const { compared } = this;
    const { flow, given, tint } = entry;
    const settings = compared.settings(flow.parameters, given);
    const { layers, probe } = compared.options(flow.laws, settings, given);
    const names = layers.filter((layer) => typeof layer === 'string').filter((name) => given.layers !== undefined || !GROUND.includes(name));
    const part = { flow, settings, tint, say: this.teller(entry), onRefused: (error: unknown) => this.refuse(entry, error) };
    const codes = names.flatMap((name) => ({ name, code: layerOf(name)?.code })).concat(probe ? [{ name: probe, code: PROBES[probe].code }] : []);
    return codes.flatMap(({ name, code }) => (code ? [{ name, code: tinted(code, part) }] : []));
  }

  private teller(entry: Entry): (reading: Reading) => Reading {
    const { compared } = this;
    let told = new WeakMap<Reading, Reading>();
    let spoken: Words | undefined;
    return (reading) => {
      const words = compared.words();
      if (words !== spoken) told = new WeakMap();
      spoken = words;
      const known = told.get(reading);
      if (known) return known;
      const text = compared.tell(reading);
      const named: Reading = { key: 'text', text: text && ended(inSentences(this.nameOf(entry), text)) };
      // Sentences that are on their way are asked for again.
      if (text) told.set(reading, named);
      return named;
    };
  }

  private renderProblem({ attribute, saying }: Problem): TemplateResult {
    const words = this.compared.words();
    const { colon } = words.figure;
    return html`<span>${colon}${attribute && attribute !== 'compare' ? html`<code>${attribute}</code>${colon}` : nothing}${say(words, saying)}${MISTAKES.now?.meantInWords(saying, words)}</span>`;
  }

  private render(): void {
    const { asked: { named, most }, entries, element, compared } = this;
    const words = compared.words();
    const { more, untrained } = comparisonWords(words);
    const items = entries.map((entry) => {
      const { tint: { color, dashPx }, training, network } = entry;
      const learning = training ? words.trainer.progress(training.step, training.steps) : network && isAbsent(network) ? networkInWords(network, words) : network === 'untrained' ? untrained : undefined;
      const problem = entry.problem ?? entry.misfit;
      return html`<li>
      <svg viewBox="0 0 24 8" aria-hidden="true"><path stroke=${`var(--_${color})`} stroke-width="3" stroke-dasharray=${dashPx?.join(' ') ?? 'none'} d="M0 4h24" /><circle cx="12" cy="4" r="4" fill=${`var(--_${color})`} /></svg>
      ${this.nameOf(entry)}${learning ? html`<span class="progress">, ${learning}</span>` : nothing}${problem ? this.renderProblem(problem) : nothing}
    </li>`;
    });
    render(html`${items}${named > most ? html`<li class="note">${more(named, most)}</li>` : nothing}`, element, { creationScope: element.ownerDocument });
  }
}

const isThere = ({ network }: Entry): boolean => network !== undefined && !isAbsent(network);

/** What a picture says of itself. */
const sizeOf = (svg: string): [number, number] => ['width', 'height'].map((side) => Number(new RegExp(` ${side}="([\\d.]+)"`).exec(svg)?.[1] ?? 0)) as [number, number];
