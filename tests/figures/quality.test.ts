import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writtenLoss } from '../../components/fm-trainer/quality.ts';
import { englishPanel } from '../../components/fm-trainer/words.ts';
import { speechOf } from '../../components/locales/speech.ts';

const { loss: inWords } = englishPanel(speechOf('en', 'en'));

test('the loss that is written is the sum of the floor and the excess that are written', () => {
  const number = fc.integer({ min: 0, max: 3e6 }).map((millionths) => millionths / 1e6);
  fc.assert(
    fc.property(number, number, (floor, excess) => {
      const [loss, ...parts] = inWords({ ...writtenLoss({ loss: floor + excess, floor, excess }), axes: 2 }).match(/\d+\.\d{3}/g)!.map(Number);
      expect(loss).toBeCloseTo(parts[0] + parts[1], 6);
      expect(Math.abs(loss - floor - excess)).toBeLessThan(0.00101);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('a floor that is not known or infinite leaves the loss as it is', () => {
  for (const floor of [NaN, Infinity]) expect(writtenLoss({ loss: 1.2345, floor, excess: 0.5 })).toEqual({ loss: 1.2345, floor, excess: 0.5 });
});
