import { exposedServe, type Serve } from './exposed-serve.ts';
import type { Opening, Port } from './port.ts';
import { scriptUrl } from './script-url.ts';
import type { WorkerWarning } from './warning.ts';

/** @param file  of the worker that should have been */
const warningOf = (file: string): WorkerWarning => ({
  code: 'main-thread',
  message:
    'No worker could be started, so the page itself computes, in short slices, and training is slower. ' +
    `Either "${file}" cannot be loaded, or the page's content security policy has no worker-src 'self' or blob:.`,
});

/**
 * Compute in the page itself, by the worker's own code from the module at `url`: the last of all ways.
 *
 * @param file  address of the worker that could not be started
 */
export function onMainThread(url: string, file: string): Port {
  const { port1, port2 } = new MessageChannel();
  let isEnded = false;
  let stop = (): void => undefined;
  load(url).then(
    (serve) => {
      if (!isEnded) stop = serve(port2);
    },
    (error: unknown) => {
      // A port of its own never says `error`; this is how a worker would.
      port1.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: (error as Error).message }));
    },
  );
  const terminate = (): void => {
    isEnded = true;
    stop();
    port1.close();
  };
  return Object.assign(port1, { warning: warningOf(file), terminate }) satisfies ReturnType<Opening>;
}

/** Of a page whose policy knows its scripts by it: whoever computes here was let in with it. Empty without one. */
const pageNonce = (): string => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';

/** By an element and not by `import()`, which bundlers would want to resolve. */
function load(url: string): Promise<Serve> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const settle = (act: () => void) => (): void => {
      script.remove();
      act();
    };
    script.type = 'module';
    script.src = scriptUrl(url);
    script.nonce = pageNonce();
    const refuse = (): void => reject(new Error(`${url.startsWith('data:') ? 'its code' : url} could not be loaded into the page either.`));
    script.addEventListener('error', settle(refuse));
    script.addEventListener('load', settle(() => {
      const serve = exposedServe();
      if (serve) resolve(serve);
      else refuse();
    }));
    document.head.append(script);
  });
}
