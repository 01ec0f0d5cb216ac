import { takeOver, type Serve } from './handover.ts';
import type { Opening, Port } from './port.ts';
import type { WorkerWarning } from './warning.ts';

const warning: WorkerWarning = {
  code: 'main-thread',
  message:
    'No worker could be started, so the page itself computes, in short slices, and training is slower. ' +
    "A content security policy with worker-src 'self' or blob: would allow the worker.",
};

/** Compute in the page itself, by the worker's own code from the module at `url`: the last of all ways. */
export function onMainThread(url: string): Port {
  const { port1, port2 } = new MessageChannel();
  let isEnded = false;
  let stop = (): void => undefined;
  load(url).then(
    (serve) => {
      if (!isEnded) stop = serve(port2);
    },
    (error: unknown) => {
      // A port of its own never says `error`; this is how a worker would.
      port1.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: String(error) }));
    },
  );
  const terminate = (): void => {
    isEnded = true;
    stop();
    port1.close();
  };
  return Object.assign(port1, { warning, terminate }) satisfies ReturnType<Opening>;
}

async function load(url: string): Promise<Serve> {
  await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
  return takeOver();
}
