import { defer, from, switchMap, tap, type Observable } from 'rxjs';
import { explicitOpenings, warnOfAddress } from './explicit-url.ts';
import { firstToAnswer } from './first-to-answer.ts';
import { handshake } from './handshake.ts';
import type { Opening, Port } from './port.ts';
import { inlined, openings } from './spawn-own-file.ts';

/** Emits the port of the first way that leads to a worker that answers; fails with `worker-load` when none does. */
export function spawn(ways?: readonly Opening[]): Observable<Port> {
  return defer(() => firstToAnswer(ways ? attempts(ways) : allAttempts()));
}

const attempts = (ways: readonly Opening[]): Observable<Port>[] => ways.map((open) => handshake(open));

/** Every way to the worker, the best first: the author's own address, then what came with the package. */
function allAttempts(): Observable<Port>[] {
  const explicit = attempts(explicitOpenings());
  const own = ownAttempts();
  return explicit.length === 0 ? own : [...explicit, ...own.map((way) => way.pipe(tap(warnOfAddress)))];
}

function ownAttempts(): Observable<Port>[] {
  const own = attempts(openings);
  if (!inlined) return own;
  const { load, isBetter } = inlined;
  const fromSource = defer(() => from(load())).pipe(switchMap((loaded) => firstToAnswer(attempts(loaded))));
  return isBetter() ? [fromSource, ...own] : [...own, fromSource];
}
