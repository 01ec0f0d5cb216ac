import { expect, test } from 'vitest';
import { GENERATOR } from '../../components/shared/generator.ts';
import { readAttribute } from '../../components/shared/properties.ts';
import { DATA } from '../../components/shared/rows.ts';

test.each([
  ['codec', 'pca 3', DATA.codec, 'There is no codec "pca 3"; there are none, pca N with N from 4 to 64.', ['pca 4', 'pca 64']],
  ['generator', 'gmm 0', GENERATOR, 'There is no generator "gmm 0"; there are flow, ppca, ppca N with N from 1 to 3, gmm N with N from 1 to 64, law.', ['gmm 1', 'gmm 64', 'ppca', 'ppca 3']],
  ['generator', 'ppca 5', GENERATOR, 'There is no generator "ppca 5"; there are flow, ppca, ppca N with N from 1 to 3, gmm N with N from 1 to 64, law.', []],
])('of %s="%s" it is said which numbers there are, and those are taken', (_, wrong, row, sentence, right) => {
  expect(readAttribute(row, wrong).problem?.saying).toMatchObject({ message: sentence });
  for (const word of right) expect(readAttribute(row, word)).toEqual({ value: word });
});
