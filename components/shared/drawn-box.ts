import { BehaviorSubject } from 'rxjs';
import { firstBox, holdsPlace, movedBox, scaledBox } from '../../src/figures/index.ts';
import type { Place } from '../../src/math/index.ts';
import type { Domain, Movement, Pointing } from '../../src/scene/index.ts';

/** The box of a probe, in inner coordinates: the reader's, or else the author's, or else one in the middle of the figure. */
export class DrawnBox {
  /** State: what the reader has drawn. */
  readonly drawn$ = new BehaviorSubject<Domain | undefined>(undefined);
  /** The author's. */
  given: Domain | undefined;
  /** What the figure shows of the data. */
  domain: Domain | undefined;
  /** As it stood when the drag from this place began. */
  private dragged: { readonly from: string; readonly box: Domain } | undefined;

  /** What pointer, finger and keys do with it. @param cross  state: where they are */
  pointing(cross: BehaviorSubject<Place | undefined>): Pointing {
    return {
      cross: () => cross.value,
      move: (place, movement) => {
        if (movement.kind === 'hover') return;
        cross.next(place);
        this.move(place, movement);
      },
      press: () => undefined,
      clear: () => this.drawn$.next(undefined),
      scale: (factor) => this.shown && this.drawn$.next(scaledBox(this.shown, factor)),
      holds: (place) => this.shown !== undefined && holdsPlace(this.shown, place),
    };
  }

  private get shown(): Domain | undefined {
    return this.drawn$.value ?? this.given ?? (this.domain && firstBox(this.domain));
  }

  private move(place: Place, movement: Exclude<Movement<Place>, { readonly kind: 'hover' }>): void {
    const from = movement.from.x.join();
    if ((movement.kind === 'keys' || this.dragged?.from !== from) && this.shown) this.dragged = { from, box: this.shown };
    if (this.dragged) this.drawn$.next(movedBox(this.dragged.box, place, movement));
  }
}
