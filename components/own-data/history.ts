/** What was, is, and was undone. */
export class History<T> {
  private readonly most: number;
  private past: T[] = [];
  private future: T[] = [];
  private present: T;

  /** @param most  steps that can be undone; of more the oldest are forgotten, but not what was first, to which the last undo leads */
  constructor(first: T, most: number) {
    this.present = first;
    this.most = most;
  }

  get now(): T {
    return this.present;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** What undo leads to; undefined where there is nothing. */
  get before(): T | undefined {
    return this.past.at(-1);
  }

  /** What redo leads to; undefined where there is nothing. */
  get after(): T | undefined {
    return this.future.at(-1);
  }

  /** What was undone can then be done no more. */
  push(next: T): void {
    this.past.push(this.present);
    if (this.past.length > this.most) this.past.splice(1, 1);
    this.present = next;
    this.future = [];
  }

  /** It is otherwise now, and no step led there. */
  replace(present: T): void {
    this.present = present;
  }

  undo(): void {
    if (!this.canUndo) return;
    this.future.push(this.present);
    this.present = this.past.pop()!;
  }

  redo(): void {
    if (!this.canRedo) return;
    this.past.push(this.present);
    this.present = this.future.pop()!;
  }
}
