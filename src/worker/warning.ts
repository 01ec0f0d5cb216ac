/** What the page should know of a worker that runs, but not as it should. */
export interface WorkerWarning {
  /** `main-thread`: no worker could be had, so the page itself computes. */
  readonly code: 'main-thread';
  /** A plain sentence for the author of the page. */
  readonly message: string;
}
