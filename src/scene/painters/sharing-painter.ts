/** One of those that paint with the page's one WebGL context, in turn. */
export interface SharingPainter {
  /** Resolves when the shaders are compiled: where the browser does that beside the page, nothing waits for it. */
  prepare(): Promise<void>;
  /** Another has used the context since: nothing of its state is as it was left. */
  resume(): void;
  /** Nothing more is painted for this figure. */
  forget(figure: object): void;
}

/** A picture that lies in a part of the context's canvas until the next one is painted. */
export interface GpuPicture {
  readonly canvas: HTMLCanvasElement;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}
