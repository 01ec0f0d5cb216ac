import { defer, from, switchMap, tap, type Observable } from 'rxjs';
import { explicitOpenings, hasAddress, warnOfAddress } from './explicit-url.ts';
import { firstToAnswer } from './first-to-answer.ts';
import { handshake } from './handshake.ts';
import { holds, type Part } from './part.ts';
import type { Opening, Port } from './port.ts';
import { inlined, least, onPage, openings } from './spawn-own-file.ts';

/**
 * Emits the port of the first way that leads to a worker that answers; fails with `worker-load` when none does.
 *
 * @param ways  those that came with the package when absent
 * @param part  what the worker must have, where they are the package's
 */
export function spawn(ways?: readonly Opening[], part: Part = 'all'): Observable<Port> {
  return defer(() => firstToAnswer(ways ? attempts(ways) : allAttempts(part)));
}

/** What a worker that shall have `part` is started with: the author's address leads to one file, and a page of one file has it all. */
export const startedWith = (part: Part): Part => (hasAddress() ? 'all' : holds(least, part) ? least : part);

const attempts = (ways: readonly Opening[]): Observable<Port>[] => ways.map((open) => handshake(open));

/** Ways that are known once something has been loaded. */
const later = (load: () => Promise<readonly Opening[]>): Observable<Port> => defer(() => from(load())).pipe(switchMap((ways) => firstToAnswer(attempts(ways))));

/** Or in a worker of one; elsewhere, as in Node, nothing can be started, and the reason of the last way would say nothing of that. */
const isInPage = (): boolean => 'document' in globalThis || 'Worker' in globalThis;

/** Every way, the best first: the author's own address, then what came with the package. */
function allAttempts(part: Part): Observable<Port>[] {
  if (!isInPage()) return [];
  const explicit = attempts(explicitOpenings());
  const own = ownAttempts(part);
  return explicit.length === 0 ? own : [...explicit, ...own.map((way) => way.pipe(tap(warnOfAddress)))];
}

/** To a worker by any way before the page computes itself. */
function ownAttempts(part: Part): Observable<Port>[] {
  const [ofFile, inPage] = [attempts(openings(part)), later(() => onPage(part))];
  if (!inlined) return [...ofFile, inPage];
  const { isBetter, ...ofSource } = inlined;
  const ofText = later(() => ofSource.openings(part));
  return [...(isBetter() ? [ofText, ...ofFile] : [...ofFile, ofText]), inPage, later(() => ofSource.onPage(part))];
}
