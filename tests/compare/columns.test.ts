import { expect, test } from 'vitest';
import { columnsIn } from '../../components/compare/columns.ts';

const grid = { gapsPx: [16, 8], wordsPx: 24, aspectRatio: 1.5 } as const;

test.each([
  [8, 720, 360, 4],
  [8, 720, 1400, 2],
  [8, 360, 2400, 1],
  [2, 720, 300, 2],
  [2, 360, 700, 1],
  [3, 900, 250, 3],
  [5, 1280, 600, 3],
  [1, 900, 250, 1],
])('%i panels in %i x %i px stand in %i columns', (count, widthPx, heightPx, columns) => {
  expect(columnsIn({ ...grid, count, widthPx, heightPx })).toBe(columns);
});

test('no other number of columns makes larger pictures', () => {
  for (const widthPx of [320, 600, 960, 1400]) for (const heightPx of [200, 405, 800, 1600]) for (const count of [2, 3, 4, 5, 6, 7, 8]) {
    const height = (columns: number): number => {
      const rows = Math.ceil(count / columns);
      return Math.min((widthPx - 16 * (columns - 1)) / columns / 1.5, (heightPx - 8 * (rows - 1)) / rows - 24);
    };
    const chosen = columnsIn({ ...grid, count, widthPx, heightPx });
    expect(height(chosen)).toBe(Math.max(...Array.from({ length: count }, (_, i) => height(i + 1))));
  }
});
