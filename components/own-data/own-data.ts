import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { distinctUntilChanged, map, Subscription, timer } from 'rxjs';
import { readFile, type Columns, type FetchedFile } from '../../src/data/index.ts';
import type { Flow, Laws } from '../../src/streams/index.ts';
import { say, type ProblemSaying, type Words } from '../locales/index.ts';
import type { DataSource } from '../shared/data-source.ts';
import { rowsInWords, separatorOf } from '../shared/rows-in-words.ts';
import { sayingOf, type Problem } from '../shared/problem.ts';
import { brought, drawing, ungrouped, type Brought, type Stroke } from './brought.ts';
import { renderColumns } from './columns.ts';
import { detailOf, type OwnDataDetail } from './detail.ts';
import { isUnfinished, type Drafts } from './drafts.ts';
import { takeDrops } from './drops.ts';
import { beginDrawing, Pad } from './pad.ts';
import { pastOf, type Past } from './past.ts';
import { forReader, OwnDataError } from './sentences.ts';
import { ownDataWords, type OwnWay } from './words.ts';

/** The figure that takes data. */
export interface OwnDataFigure {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly flow: Flow;
  readonly ways: readonly OwnWay[];
  readonly drafts: Drafts;
  words(): Words;
  bandwidth(): DataSource['bandwidth'];
  /** Why the figure could not show such laws. */
  unfit(laws: Laws): Problem | undefined;
  /** The element is to be rendered again. */
  refresh(): void;
  onData(detail: OwnDataDetail): void;
}

/** An element that is moved in the page comes back sooner: what is being read is read on. */
const GRACE_MS = 1000;

/** What readers of most systems have their tables and pictures in. */
const ACCEPTED = '.csv,.tsv,.txt,.json,text/csv,text/plain,application/json,image/png,image/jpeg,image/gif,image/webp';

/** The reader's own data for a flow: files, pasted text and drawings, back and forth. */
export class OwnData {
  private readonly figure: OwnDataFigure;
  private readonly past: Past;
  private subscriptions = new Subscription();
  private panel: 'paste' | Pad | undefined;
  private isHeldOver = false;
  private reading: { readonly name: string; readonly left: AbortController } | undefined;
  private wrong: ProblemSaying | undefined;
  /** What has the focus once it is rendered. */
  private focusNext: string | undefined;

  constructor(figure: OwnDataFigure) {
    this.figure = figure;
    this.past = pastOf(figure.flow);
    this.connect();
  }

  /** The element is in the page, or is back. */
  connect(): void {
    const { past, figure: { host, root, flow, ways, refresh } } = this;
    this.subscriptions.unsubscribe();
    this.subscriptions = takeDrops(host, root.querySelector('.figure')!, ways, {
      hold: (isHeldOver) => {
        this.isHeldOver = isHeldOver;
        refresh();
      },
      files: (files) => this.takeFiles(files),
      text: (text) => this.takeText(text),
    });
    this.subscriptions.add(past.changes$.subscribe(refresh));
    // The account counts what `data-count` has left.
    this.subscriptions.add(flow.laws$.subscribe(refresh));
    this.subscriptions.add(flow.parameters$.pipe(map(({ target }) => target), distinctUntilChanged()).subscribe(() => past.follow()));
  }

  /** The element has left the page, and may come back. */
  disconnect(): void {
    this.subscriptions.unsubscribe();
    this.isHeldOver = false;
    if (this.panel instanceof Pad) this.panel.rest();
    this.subscriptions = timer(GRACE_MS).subscribe(() => this.leaveReading());
  }

  /** For good. */
  end(): void {
    this.disconnect();
    this.subscriptions.unsubscribe();
    this.leaveReading();
  }

  /** After the element has been rendered. */
  rendered(): void {
    if (!this.focusNext) return;
    const next = this.figure.root.querySelector<HTMLElement | SVGElement>(`.own-data ${this.focusNext}`);
    this.focusNext = undefined;
    next?.focus();
  }

  render(): TemplateResult {
    const { figure: { ways, drafts }, past: { history }, panel, reading, isHeldOver } = this;
    const all = this.figure.words();
    const words = ownDataWords(all);
    const toggle = (way: 'paste' | 'draw', isOpen: boolean, isBegun: boolean): TemplateResult =>
      html`<button type="button" class=${way} aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.open(isOpen ? undefined : way)}>${isBegun && !isOpen ? words[`${way}On`] : words[way]}</button>`;
    return html`<div class="own-data" part="own-data" role="group" aria-label=${words.name}>
      <div class="row">
        ${ways.includes('file') ? html`<button type="button" class="file" @click=${this.onChoose}>${words.file}</button><input type="file" hidden accept=${ACCEPTED} @change=${this.onChosen} />` : nothing}
        ${ways.includes('paste') ? toggle('paste', panel === 'paste', drafts.rows.trim() !== '') : nothing}
        ${ways.includes('draw') ? toggle('draw', panel instanceof Pad, isUnfinished(drafts)) : nothing}
        ${panel instanceof Pad ? nothing : html`<button type="button" class="undo" ?disabled=${!history.canUndo} @click=${this.undo}>${words.undo}</button>
        <button type="button" class="redo" ?disabled=${!history.canRedo} @click=${this.redo}>${words.redo}</button>`}
        ${ways.includes('file') ? html`<span class="drop">${isHeldOver ? words.letGo : words.dropHere}</span>` : nothing}
      </div>
      ${panel instanceof Pad ? panel.render() : panel === 'paste' ? html`<form class="pasting" @submit=${this.onPasted}>
        <label>${words.rows}<textarea name="rows" spellcheck="false" autocomplete="off" .value=${live(drafts.rows)} @input=${this.onRows}></textarea></label>
        <div class="row"><button type="submit" class="main">${words.show}</button><button type="button" @click=${this.leave}>${words.leave}</button></div>
      </form>` : nothing}
      ${history.now.kind === 'table' ? renderColumns(history.now, words, (taken) => this.choose(taken)) : nothing}
      <p class="note account" role="status">${reading ? words.reading(reading.name) : this.account()}</p>
      ${this.wrong ? html`<p class="wrong" role="alert">${say(all, this.wrong)}</p>` : nothing}
    </div>`;
  }

  /** What the reader's data are, in words. */
  private account(): string {
    const { past: { history: { now } } } = this;
    if (now.kind === 'page') return '';
    const all = this.figure.words();
    const words = ownDataWords(all);
    const parts = [words.shows(now.target.name)];
    const { parameters: { dataCount }, laws: { target: { classes } } } = this.figure.flow;
    if (now.kind === 'table') {
      if (now.passedOver.length > 0) parts.push(words.passedOver(now.passedOver));
      parts.push(rowsInWords(now.rows, all, dataCount));
    }
    if (classes) parts.push(words.groups(classes.names.map((name, k) => ({ name, count: classes.ofComponents.reduce((sum, of) => sum + Number(of === k), 0) }))));
    return parts.join(separatorOf(all));
  }

  private open(way: 'paste' | 'draw' | undefined): void {
    if (!way) return this.leave();
    this.wrong = undefined;
    const { past: { history: { now } }, figure } = this;
    const { drafts } = figure;
    if (way === 'draw' && !isUnfinished(drafts)) drafts.drawing = beginDrawing(now.kind === 'drawing' ? now.strokes : []);
    this.closePad();
    this.panel = way === 'paste' ? way : new Pad({
      words: () => ownDataWords(figure.words()), refresh: figure.refresh,
      focus: () => (this.focusNext = '.pad'), finish: (strokes) => this.finish(strokes), leave: this.leave,
    }, drafts.drawing!);
    this.focusNext = way === 'paste' ? 'textarea' : '.pad';
    figure.refresh();
  }

  private closePad(): void {
    if (this.panel instanceof Pad) this.panel.rest();
  }

  /** What was begun is kept. */
  private readonly leave = (): void => {
    this.closePad();
    this.focusNext = this.panel === 'paste' ? '.paste' : '.draw';
    this.panel = undefined;
    this.wrong = undefined;
    this.figure.refresh();
  };

  private readonly onChoose = ({ currentTarget }: Event): void => (currentTarget as HTMLElement).parentElement!.querySelector('input')!.click();

  private readonly onChosen = ({ currentTarget }: Event): void => {
    const input = currentTarget as HTMLInputElement;
    this.takeFiles([...(input.files ?? [])]);
    // The same file can be chosen again once it has been mended.
    input.value = '';
  };

  private readonly onPasted = (event: SubmitEvent): void => {
    event.preventDefault();
    const { drafts } = this.figure;
    const { rows } = drafts;
    this.takeText(rows, () => {
      // The reader may have written on meanwhile.
      if (drafts.rows === rows) drafts.rows = '';
    });
  };

  private readonly onRows = ({ currentTarget }: Event): void => {
    this.figure.drafts.rows = (currentTarget as HTMLTextAreaElement).value;
  };

  private takeFiles(files: readonly File[]): void {
    const [file, ...others] = files;
    if (!file || others.length > 0) return void this.refuse(new OwnDataError(file ? { key: 'ownSeveralFiles', count: files.length } : { key: 'ownNothing' }));
    void this.read(file.name, () => readFile(file));
  }

  private takeText(text: string, onShown?: () => void): void {
    if (text.trim() === '') return void this.refuse(new OwnDataError({ key: 'ownNothing' }));
    const name = ownDataWords(this.figure.words()).pasted;
    void this.read(name, () => readFile(new File([text], name)), undefined, onShown);
  }

  private choose(taken: Columns): void {
    const { now } = this.past.history;
    if (now.kind === 'table') void this.read(now.target.name, () => Promise.resolve(now.file), taken);
  }

  /** The reader has gone on meanwhile. */
  private leaveReading(): void {
    this.reading?.left.abort();
    this.reading = undefined;
  }

  /** The latest that the reader gives is read, and what was being read before is left. */
  private async read(name: string, get: () => Promise<FetchedFile>, taken?: Columns, onShown?: () => void): Promise<void> {
    const { figure } = this;
    this.leaveReading();
    const left = new AbortController();
    const reading = (this.reading = { name, left });
    this.wrong = undefined;
    figure.refresh();
    try {
      const next = await brought(await get(), name, taken, figure.bandwidth(), left.signal);
      // Groups that nobody has chosen are no reason to refuse the rows.
      if (!left.signal.aborted && this.show(next, taken ? undefined : ungrouped(next))) onShown?.();
    } catch (error) {
      if (!left.signal.aborted) this.refuse(error);
    }
    if (this.reading === reading) this.reading = undefined;
    figure.refresh();
  }

  private finish(strokes: readonly Stroke[]): void {
    this.leaveReading();
    try {
      if (this.show(drawing(strokes, ownDataWords(this.figure.words()).drawing))) this.figure.drafts.drawing = undefined;
    } catch (error) {
      this.refuse(error);
    }
  }

  private readonly undo = (): void => {
    const { history } = this.past;
    this.leaveReading();
    if (history.before && this.show(history.before, undefined, () => history.undo()) && !history.canUndo) this.focusNext = '.redo';
  };

  private readonly redo = (): void => {
    const { history } = this.past;
    this.leaveReading();
    if (history.after && this.show(history.after, undefined, () => history.redo()) && !history.canRedo) this.focusNext = '.undo';
  };

  /**
   * All figures of the flow show other data, or `instead` where the flow refuses them, or this one says why it cannot and all keep what they have.
   *
   * @returns whether they are shown
   */
  private show(next: Brought, instead?: Brought, remember = (): void => this.past.history.push(next)): boolean {
    const { figure: { flow, unfit, onData }, past } = this;
    const problem = typeof next.target === 'string' ? undefined : unfit({ ...flow.laws, target: next.target });
    if (problem) return this.tell(problem.saying);
    try {
      past.follow();
      past.show(next, remember);
    } catch (error) {
      // What is wrong is said of what the reader has given.
      return instead !== undefined && this.show(instead) ? true : this.refuse(error);
    }
    this.wrong = undefined;
    if (this.panel) this.leave();
    // At the source nothing is seen of the data.
    if (next.kind !== 'page' && flow.clock.time === 0 && !flow.clock.playing) flow.clock.seek(1);
    onData(detailOf(next));
    return true;
  }

  private refuse(error: unknown): false {
    return this.tell(sayingOf(forReader(error)));
  }

  private tell(saying: ProblemSaying): false {
    this.wrong = saying;
    this.figure.refresh();
    return false;
  }
}
