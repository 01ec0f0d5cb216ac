import { expect, test } from 'vitest';
import { History } from '../../components/own-data/history.ts';

test('so many steps can be undone, and the last undo leads to what was first, however many there were', () => {
  const history = new History(0, 3);
  for (let step = 1; step <= 10; step++) history.push(step);
  const seen: number[] = [];
  while (history.canUndo) {
    history.undo();
    seen.push(history.now);
  }
  expect(seen).toEqual([9, 8, 0]);
  while (history.canRedo) history.redo();
  expect(history.now).toBe(10);
});

test('what is replaced leads back and on as before', () => {
  const history = new History('a', 3);
  history.push('b');
  history.push('c');
  history.undo();
  history.replace('B');
  expect([history.before, history.now, history.after]).toEqual(['a', 'B', 'c']);
});
