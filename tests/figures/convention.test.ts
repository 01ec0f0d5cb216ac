import { describe, expect, test } from 'vitest';
import type { FigureScene } from '../../src/figures/index.ts';
import { firstOrbit, type LabelMark, type Mark, type Surface, type TextMark } from '../../src/scene/index.ts';
import { ofKind, probed, surface, VIEWS } from './probed.ts';

const other: Surface = { ...surface, theme: { ...surface.theme, convention: 'data-at-0' } };
const T = 0.3;

const marksOn = (scene: FigureScene, on: Surface): readonly Mark[] => structuredClone(scene.marks(T, on, scene.camera(on, firstOrbit)));
const isWritten = (mark: Mark): mark is LabelMark | TextMark => mark.kind === 'label' || mark.kind === 'text';
/** How often it was painted is no part of what a mark shows. */
const drawn = (marks: readonly Mark[]): unknown[] => marks.filter((mark) => !isWritten(mark)).map((mark) => ({ ...mark, version: 0 }));
const formulas = (marks: readonly Mark[]): string[] => ofKind(marks, 'label').map(({ formula }) => formula.map(({ text, subscript }) => text + (subscript ? `_${subscript.text}` : '')).join(' '));
const numbers = (marks: readonly Mark[]): string[] => ofKind(marks, 'text').map(({ text }) => text);

describe.each(VIEWS)('in a %s', (view, target, x) => {
  test('the same is drawn whichever way time is told, and other formulas name it', async () => {
    const { scene } = await probed({ x, t: T }, { target }, { view, probe: 'predictions', layers: ['arrows', 'particles'] });
    const [ours, theirs] = [marksOn(scene, surface), marksOn(scene, other)];
    // A minus takes room: the arrows of legends stand further left; and ticks of time are listed the other way round.
    const isAround = (mark: Mark): boolean => (mark.kind === 'arrows' && mark.version === 0) || (mark.kind === 'strokes' && mark.color === 'grid');
    expect(drawn(theirs.filter((mark) => !isAround(mark)))).toEqual(drawn(ours.filter((mark) => !isAround(mark))));
    const [before, after] = [formulas(ours), formulas(theirs)];
    expect(before).toContain('E[ X_1 | x ]');
    if (view !== 'plane') {
      expect(before).toContain('t = 0.30');
      expect(after).toContain('t = 0.70');
    }
    if (view === 'line' || view === 'spacetime') {
      const law = (marks: readonly Mark[], key: string): string | undefined => ofKind(marks, 'label').find((mark) => mark.key === key)?.formula[0].subscript?.text;
      expect([law(ours, 'source'), law(ours, 'target'), law(theirs, 'source'), law(theirs, 'target')]).toEqual(['0', '1', '1', '0']);
    }
    if (view !== 'spacetime') {
      expect(before.filter((formula) => formula === 'v_t ( x )').length).toBeGreaterThan(0);
      expect(after.filter((formula) => formula === '− v_t ( x )')).toHaveLength(before.filter((formula) => formula === 'v_t ( x )').length);
      expect(after).not.toContain('v_t ( x )');
      expect(after.some((formula) => formula.startsWith('σ'))).toBe(true);
    }
    const means = (all: readonly Mark[]): string[] => ofKind(all, 'label').filter(({ key }) => key.startsWith('end')).map(({ formula, at }) => `${formula[1].subscript!.text} at ${[...at].map((value) => value.toFixed(3)).join()}`);
    expect(means(theirs).map((text) => text.replace(/^./, (end) => (end === '0' ? '1' : '0')))).toEqual(means(ours));
  });
});

test('on a line the numbers of the axis run the other way', async () => {
  const { scene } = await probed({ x: [0.4], t: T }, { target: 'two-gaussians' }, { view: 'line', probe: 'point' });
  const across = (on: Surface): [string, number][] => ofKind(marksOn(scene, on), 'text').filter(({ baseline, at }) => baseline === 'top' && at[0] >= 0).map(({ text, at }): [string, number] => [text, at[0]]).sort((a, b) => a[1] - b[1]);
  const [ours, theirs] = [across(surface), across(other)];
  expect(ours.length).toBeGreaterThan(2);
  expect(ours.map(([text]) => Number(text))).toEqual(ours.map(([, at]) => expect.closeTo(at, 6)));
  expect(theirs.map(([text]) => Number(text))).toEqual(theirs.map(([, at]) => expect.closeTo(1 - at, 6)));
});

test('the flux that is written beside a side is per unit of the time that is told, where its arrow points the way that mass goes', async () => {
  const { scene, reading } = await probed({ x: [0.4, -0.3], t: T }, {}, { probe: 'continuity' });
  const [ours, theirs] = [marksOn(scene, surface), marksOn(scene, other)];
  const [law] = (reading as Extract<typeof reading, { readonly key: 'continuity' }>).laws;
  if (!law.known) throw new Error('not known');
  const written = law.outward.map((flux) => flux.toFixed(3).replace('-', '−'));
  expect(numbers(ours)).toEqual(expect.arrayContaining(written));
  expect(numbers(theirs)).toEqual(expect.arrayContaining(law.outward.map((flux) => (-flux).toFixed(3).replace('-', '−'))));
  expect(drawn(theirs)).toEqual(drawn(ours));
});
