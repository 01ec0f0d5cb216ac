import { BehaviorSubject, combineLatest, defer, distinctUntilChanged, finalize, map, tap, type Observable } from 'rxjs';
import type { ArrowScale } from '../../src/figures/index.ts';

/** One scale for the arrows of all variants, each kind by its fastest: two fields are seen side by side as fast as they are. */
export class SharedScale implements ArrowScale {
  private readonly kinds = new Map<string, Kind>();

  readonly scaled = <T>(kind: string, answer$: Observable<T>, speedOf: (answer: T) => number): Observable<readonly [T, number]> => defer(() => {
    const all = this.kinds.get(kind) ?? new Kind();
    this.kinds.set(kind, all);
    const member = {};
    const told$ = answer$.pipe(tap((answer) => all.set(member, speedOf(answer))));
    return combineLatest([told$, all.fastest$]).pipe(map(([answer, fastest]) => [answer, fastest] as const), finalize(() => all.delete(member)));
  });
}

class Kind {
  private readonly speeds = new Map<object, number>();
  private readonly latest$ = new BehaviorSubject(0);
  readonly fastest$ = this.latest$.pipe(distinctUntilChanged());

  set(member: object, speed: number): void {
    this.speeds.set(member, speed);
    this.tell();
  }

  delete(member: object): void {
    this.speeds.delete(member);
    if (this.speeds.size > 0) this.tell();
  }

  private tell(): void {
    this.latest$.next(Math.max(...this.speeds.values()));
  }
}
