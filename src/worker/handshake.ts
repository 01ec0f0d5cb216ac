import { Observable } from 'rxjs';
import { failureOf, reasonOf } from './failure.ts';
import { endPort, type Port } from './port.ts';
import type { FromWorker } from './protocol.ts';

/**
 * Opens a port at subscription and emits it once the worker behind it has said that it is ready; fails with
 * `worker-load` when it cannot be opened or reports an error. Who leaves before that, ends the worker; afterwards the port
 * belongs to the subscriber.
 */
export function handshake(open: () => Port): Observable<Port> {
  return new Observable((subscriber) => {
    let port: Port;
    try {
      port = open();
    } catch (error) {
      return subscriber.error(failureOf('worker-load', { key: 'workerRefused', reason: String(error) }));
    }
    const onError = (event: Event): void => subscriber.error(failureOf('worker-load', { key: 'workerNotLoaded', ...reasonOf(event) }));
    const onMessage = (event: Event): void => {
      if ((event as MessageEvent<FromWorker>).data?.type !== 'ready') return;
      isReady = true;
      subscriber.next(port);
      subscriber.complete();
    };
    let isReady = false;
    port.addEventListener('message', onMessage);
    port.addEventListener('error', onError);
    port.start?.();
    subscriber.add(() => {
      port.removeEventListener('message', onMessage);
      port.removeEventListener('error', onError);
      if (!isReady) endPort(port);
    });
  });
}
