import { describe, expect, test } from 'vitest';
import { createPalette, parseColor } from '../../src/scene/colors.ts';
import { darkTheme, lightTheme } from '../../src/scene/index.ts';

describe('colours', () => {
  test('are read in the notations that browsers compute', () => {
    expect(parseColor('#f80')).toEqual([1, 136 / 255, 0, 1]);
    expect(parseColor('#ff880080')).toEqual([1, 136 / 255, 0, 128 / 255]);
    expect(parseColor('rgb(255, 0, 51)')).toEqual([1, 0, 0.2, 1]);
    expect(parseColor('rgba(255, 0, 51, 0.5)')).toEqual([1, 0, 0.2, 0.5]);
    expect(parseColor('rgb(0 255 51 / 25%)')).toEqual([0, 1, 0.2, 0.25]);
    expect(parseColor('color(srgb 0.1 0.2 0.3 / 0.4)')).toEqual([0.1, 0.2, 0.3, 0.4]);
  });

  test('that are none of these are left to the browser, and grey where it does not know them either', () => {
    expect(parseColor('oklch(0.6 0.1 200)')).toBeUndefined();
    const theme = { ...lightTheme, colors: { ...lightTheme.colors, ink: 'no colour' } };
    expect(createPalette(theme, () => [0, 1, 0, 1]).rgba('ink')).toEqual([0, 1, 0, 1]);
    expect(createPalette(theme).rgba('ink')).toEqual([0.5, 0.5, 0.5, 1]);
  });

  test('of time run from source through violet to target', () => {
    for (const theme of [lightTheme, darkTheme]) {
      const palette = createPalette(theme);
      const roles = ['source', 'through', 'target'] as const;
      [0, 0.5, 1].forEach((t, i) => {
        palette.rgba(t).forEach((part, k) => expect(part).toBeCloseTo(palette.rgba(roles[i])[k], 4));
      });
    }
  });

  test('of times that are none are those of the nearest end', () => {
    const palette = createPalette(lightTheme);
    expect(palette.css(-3)).toBe(palette.css(0));
    expect(palette.css(7)).toBe(palette.css(1));
    expect(palette.css(Number.NaN)).toBe(palette.css(0));
  });
});
