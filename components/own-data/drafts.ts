import type { Stroke } from './brought.ts';
import type { History } from './history.ts';

/** What a reader has begun and not shown yet: kept as long as the element, however often it is left, moved or has another flow. */
export interface Drafts {
  drawing: History<readonly Stroke[]> | undefined;
  /** Text in the field for rows. */
  rows: string;
}

/** Whether something of a drawing is there that nothing shows. */
export const isUnfinished = ({ drawing }: Drafts): boolean => drawing !== undefined && drawing.now.length > 0 && drawing.canUndo;
