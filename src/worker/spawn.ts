import { catchError, defer, from, switchMap, throwError, type Observable } from 'rxjs';
import { explicitOpenings } from './explicit-url.ts';
import { WorkerFailure } from './failure.ts';
import { handshake } from './handshake.ts';
import type { Opening, Port } from './port.ts';
import { inlined, openings } from './spawn-own-file.ts';

/** Emits the port of the first way that leads to a worker that answers; fails with `worker-load` when none does. */
export function spawn(ways?: readonly Opening[]): Observable<Port> {
  return defer(() => firstOf(ways ? attempts(ways) : allAttempts()));
}

const attempts = (ways: readonly Opening[]): Observable<Port>[] => ways.map((open) => handshake(open));

/** Every way to the worker, the best first: the author's own address, then what came with the package. */
function allAttempts(): Observable<Port>[] {
  const [explicit, own] = [attempts(explicitOpenings()), attempts(openings)];
  if (!inlined) return [...explicit, ...own];
  const { load, isBetter } = inlined;
  const fromSource = defer(() => from(load())).pipe(switchMap((loaded) => firstOf(attempts(loaded))));
  return isBetter() ? [...explicit, fromSource, ...own] : [...explicit, ...own, fromSource];
}

function firstOf([first, ...others]: readonly Observable<Port>[]): Observable<Port> {
  if (!first) return throwError(() => new WorkerFailure('worker-load', 'There is no way to start a worker.'));
  return first.pipe(catchError((error: unknown) => (others.length > 0 ? firstOf(others) : throwError(() => error))));
}
