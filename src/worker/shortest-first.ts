/**
 * Calls at work, of which the shortest goes on while the others wait: if they took turns, the first picture of a figure would be there as late
 * as its cloud. Calls of equal length take turns.
 */
export class ShortestFirst {
  private readonly lengths = new Map<object, number>();
  private tellEnd = (): void => undefined;
  private end = this.nextEnd();

  enter(call: object, length: number): void {
    this.lengths.set(call, length);
  }

  leave(call: object): void {
    this.lengths.delete(call);
    this.tellEnd();
    this.end = this.nextEnd();
  }

  /** Resolves when no shorter call is at work, or when this one is not waited for any more and others have ended. */
  async turn(call: object, isClosed: () => boolean): Promise<void> {
    const own = this.lengths.get(call)!;
    while (!isClosed() && [...this.lengths.values()].some((length) => length < own)) await this.end;
  }

  private nextEnd(): Promise<void> {
    return new Promise((resolve) => (this.tellEnd = resolve));
  }
}
