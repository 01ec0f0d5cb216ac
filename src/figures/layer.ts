import type { Observable } from 'rxjs';
import type { Camera, Domain, Mark, Surface } from '../scene/index.ts';
import type { CloudOptions, Flow, ModelName } from '../streams/index.ts';
import type { FieldVolume, Place, Units } from '../math/index.ts';
import { fetched, here, type Code } from '../code/index.ts';
import type { FieldFrame } from './field-frame.ts';
import type { LegendPlace, Part, View, ViewTraits } from './view.ts';

/** What a figure is to show. */
export interface FigureSettings {
  /** Whose fields, in the order in which they are told apart: one, or the exact one and another. */
  readonly models: readonly ModelName[];
  /** How the flow's clouds are carried. */
  readonly cloud: CloudOptions;
  /** How many pairs (x_0, x_1) are shown, or drawn at a time; 30 when absent. */
  readonly pairs?: number | 'all';
  /** Until when a velocity is averaged, 0..1; 1 when absent. */
  readonly until?: number;
  /** Points that a plan pairs at a time, as a minibatch does; all when absent or 0. */
  readonly group?: number;
  /** Rounds of Sinkhorn's that a plan has gone through; until they settle when absent or 0. */
  readonly rounds?: number;
}

/** How fast a field is that arrows of the usual length stand for. */
export interface ArrowScale {
  /**
   * Each answer with the speed of its scale, and again when that changes.
   *
   * @param kind  of what the arrows are of: scales of one kind may be shared
   * @param speedOf  typical of an answer
   */
  scaled<T>(this: void, kind: string, answer$: Observable<T>, speedOf: (answer: T) => number): Observable<readonly [T, number]>;
}

/** What a layer has to go by. */
export interface LayerContext extends Required<FigureSettings>, ArrowScale {
  readonly view: View;
  /** Variants of the figure are in the same picture, each with layers of its own: what is common to all is drawn by none of them. */
  readonly isVariant?: true;
  /** Layers that are shown, by name. */
  readonly beside: ReadonlySet<string>;
  /** What p_0 and p_1 take up by themselves. */
  readonly ends: readonly [Domain, Domain];
  /** The data's own units. */
  readonly units?: Units;
  /** State: where the reader points, until it is undefined again. */
  readonly cross$: Observable<Place | undefined>;
  /** State: places of points that were chosen, by the author or the reader. */
  readonly chosen$: Observable<readonly Place[]>;
  /** State: the box that the author or the reader has drawn. */
  readonly box$: Observable<Domain | undefined>;
  /** State: how often the reader has clicked, tapped or pressed Enter at the cross since it came there, where that counts for the probe. */
  readonly presses$: Observable<number>;
  /** What is shown of the data, as the view has it; far outside of it nothing is drawn. */
  readonly domain: Domain;
  /** A volume at the time of the figure: all layers of a picture read the same interpolation. */
  frameOf(this: void, volume: FieldVolume): FieldFrame;
}

/** What a layer or probe tells in words and numbers, in the data's own units; its key says by which sentence. */
export interface AnyReading {
  readonly key: string;
}

/** That a page's own layer tells, as it stands. */
export interface TextReading {
  readonly key: 'text';
  readonly text: string;
}

/** A layer's marks in one picture. All of it is called while the picture is painted or a new answer has come. */
export interface LayerMarks<Needs, Told extends AnyReading = never> {
  /** A new answer, for example of a snapshot of a training: marks of the same size stay, with new numbers. */
  take(needs: Needs): void;
  /** The figure is seen otherwise, or has another size. */
  layout?(surface: Surface, camera: Camera): void;
  /** The time is another, or anything else has changed. */
  update(t: number): void;
  /** Back to front. */
  readonly parts: readonly Part[];
  /** What the reader has to know to read it, from the right end of the line on. */
  legend?(place: LegendPlace): Legend | undefined;
  /** What it tells beside the picture; nothing when undefined. */
  readonly reading?: Told | undefined;
  /** Trajectories that it cannot draw, because they are not finite or far out. */
  readonly leftOut?: number;
}

export interface Legend {
  readonly marks: readonly Mark[];
  /** What it takes up of its line. */
  readonly widthPx: number;
}

/**
 * How a layer or probe is drawn. It knows no view: it asks the view where things stand.
 *
 * @typeParam Needs  what it asks of a flow
 * @typeParam Told  what it tells; nothing when left out
 */
export interface LayerCode<Needs = unknown, Told extends AnyReading = never> {
  /** State; nothing comes while it is not known. */
  ask(flow: Flow, context: LayerContext): Observable<Needs>;
  make(context: LayerContext): LayerMarks<Needs, Told>;
}

/** One thing that a figure can show, of a page's own. */
export interface Layer<Needs = unknown> extends LayerCode<Needs, TextReading> {
  /** As authors write it in `layers`. */
  readonly name: string;
  /** Whether such a view has a place for it. */
  suits(view: ViewTraits): boolean;
}

/** Layers for a table that knows what they tell, and not what they ask: with the page, or fetched. */
export const layerHere = <Told extends AnyReading>(code: LayerCode<unknown, Told>): Code<LayerCode<unknown, Told>> => here(code);
export const fetchedLayer = <Told extends AnyReading>(load: () => Promise<LayerCode<unknown, Told>>): Code<LayerCode<unknown, Told>> => fetched(load);
