import { expect, test } from 'vitest';
import { nearestWord } from '../../src/words/index.ts';

const KNOWN = ['gaussian', 'moons', 'circles', 'three-modes', 'view', 'solver', 'target', 'field', 'exact', 't'];

test.each([
  ['mooons', 'moons'], ['mons', 'moons'], ['gausian', 'gaussian'], ['Moons', 'moons'], ['exakt', 'exact'],
  ['traget', 'target'], ['solvr', 'solver'], ['feild', 'field'], ['veiw', 'view'], ['three modes', 'three-modes'],
])('"%s" was meant for "%s"', (given, meant) => {
  expect(nearestWord(given, KNOWN)).toBe(meant);
});

test.each(['', 'x', 'ab', 'type', 'size', 'name', 'height', 'constructor', 'spirals'])('"%s" is near to none', (given) => {
  expect(nearestWord(given, KNOWN)).toBeUndefined();
});

test('of equally near words the first is taken, and where none is known there is none', () => {
  expect(nearestWord('mat', ['map', 'mad'])).toBe('map');
  expect(nearestWord('map', [])).toBeUndefined();
});
