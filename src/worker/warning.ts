/** What the page should know of a worker that runs, but not as it should. */
export interface WorkerWarning {
  /** `main-thread`: no worker could be had, so the page itself computes; `worker-url`: the author's address of the worker leads to none, or to none in time. */
  readonly code: 'main-thread' | 'worker-url';
  /** A plain sentence for the author of the page. */
  readonly message: string;
}
