import { expect, test } from 'vitest';
import { FmField, FmSampler } from 'fm-elements/classes';
import { FLOW } from 'fm-elements/streams';
import { fr } from '../../components/locales/fr.ts';
import { speechOf } from '../../components/locales/speech.ts';
import { wordsFor, type Words } from '../../components/locales/index.ts';
import { nameOf } from '../../components/compare/words.ts';
import { readComparison } from '../../components/compare/comparison-values.ts';
import { FmElement } from '../../components/shared/fm-element.ts';

const ELEMENTS = { FmField, FmSampler };
/** Rows that ask for another picture of the same flow. */
const figureRowsOf = (element: keyof typeof ELEMENTS) => Object.fromEntries(Object.entries(ELEMENTS[element].rows).filter(([name]) => !(name in FmElement.rows)));

/** What an element makes of its attribute `compare`. */
function read(text: string, element: 'FmField' | 'FmSampler' = 'FmSampler', isOverlay = false) {
  const { rows } = ELEMENTS[element];
  const figureRows = figureRowsOf(element);
  const answer = readComparison(text, { rows, figureRows, flowRows: FLOW, isOverlay });
  return 'variants' in answer ? { changes: answer.variants.map(({ ofFlow, ofFigure }) => ({ ...ofFlow, ...ofFigure })), ...answer } : answer;
}

test('a row and its values are changes of the flow, or of the figure alone', () => {
  expect(read('coupling: independent, ot')).toMatchObject({ variants: [{ ofFlow: { coupling: 'independent' }, ofFigure: {} }, { ofFlow: { coupling: 'ot' }, ofFigure: {} }] });
  expect(read('field: exact, learned', 'FmField')).toMatchObject({ variants: [{ ofFlow: {}, ofFigure: { field: 'exact' } }, { ofFlow: {}, ofFigure: { field: 'learned' } }] });
  expect(read('  learning-rate :0.1,0.001 ,')).toMatchObject({ changes: [{ learningRate: 0.1 }, { learningRate: 0.001 }] });
  expect(read('layers: arrows particles, streamlines')).toMatchObject({ changes: [{ layers: ['arrows', 'particles'] }, { layers: ['streamlines'] }] });
  expect(read('hidden-layers: 16, 64 64')).toMatchObject({ changes: [{ hiddenLayers: [16] }, { hiddenLayers: [64, 64] }] });
});

test('a solver may have its steps, and one that chooses its own a tolerance', () => {
  expect(read('solver: euler 8, rk4, dopri5 1e-3')).toMatchObject({ changes: [{ solver: 'euler', steps: 8 }, { solver: 'rk4' }, { solver: 'dopri5', tolerance: 0.001 }] });
});

test('a coupling may have the pairs that it makes at a time, or its epsilon, and is named with them', () => {
  const answer = read('coupling: independent, ot 16, ot 256, sinkhorn 0.01, sinkhorn 1, ot', 'FmField');
  if (!('variants' in answer)) throw new Error('no variants');
  expect(answer.variants.map(({ ofFlow, ofFigure }) => [ofFlow, ofFigure])).toEqual([
    [{ coupling: 'independent' }, {}], [{ coupling: 'ot', batch: 16 }, { planBatch: 16 }], [{ coupling: 'ot', batch: 256 }, { planBatch: 256 }],
    [{ coupling: 'sinkhorn', epsilon: 0.01 }, {}], [{ coupling: 'sinkhorn', epsilon: 1 }, {}], [{ coupling: 'ot' }, {}],
  ]);
  const [en, french] = [wordsFor('en')!, fr(speechOf('fr', 'fr'))].map((words) => answer.variants.map((variant) => nameOf(variant, {}, words)));
  expect(en).toEqual(['coupling: independent', 'coupling: optimal transport, 16 at a time', 'coupling: optimal transport, 256 at a time', 'coupling: entropic transport, epsilon 0.01', 'coupling: entropic transport, epsilon 1', 'coupling: optimal transport']);
  expect(french.slice(1, 4)).toEqual(['couplage\u00a0: transport optimal, par groupes de 16', 'couplage\u00a0: transport optimal, par groupes de 256', 'couplage\u00a0: transport entropique, epsilon 0,01']);
  expect(read('coupling: ot 0, ot 1e9', 'FmField')).toMatchObject({ changes: [{ batch: 1, planBatch: 1 }, { batch: 8192, planBatch: 1024 }], variants: [{ value: 'ot 1' }, { value: 'ot 8192' }], notes: [expect.stringContaining('batch'), expect.stringContaining('batch')] });
});

test('a row of the element stands above one of the flow of the same name', () => {
  expect(read('steps: 4, 16', 'FmSampler')).toMatchObject({ variants: [{ ofFigure: { steps: 4 } }, { ofFigure: { steps: 16 } }] });
  expect(read('steps: 200, 2000', 'FmField')).toMatchObject({ variants: [{ ofFlow: { steps: 200 } }, { ofFlow: { steps: 2000 } }] });
});

test('what another element has is said to be there', () => {
  expect(read('solver: euler 8, heun 4', 'FmField')).toMatchObject({ code: 'compare', saying: { message: expect.stringMatching(/^This element has no row "solver", fm-sampler has; here .*field/) as string } });
  expect(read('field: exact, learned')).toMatchObject({ saying: { message: expect.stringContaining('fm-field has') as string } });
});

test.each([
  ['coupling', /"coupling" does not say what differs; write a row and its values/],
  [': ot', /": ot" does not say what differs/],
  ['flavour: a, b', /There is no row "flavour"; figures are compared by .*coupling.*solver/],
  ['columns: a, b', /"columns" is the same for all that is compared; what can differ is .*coupling/],
  ['probe: point', /"probe" is the same for all/],
  ['model: exact', /There is no row "model"/],
  ['compare: a', /"compare" is the same for all/],
  ['seed:', /"seed:" is followed by no values/],
  ['seed: , ,', /"seed:" is followed by no values/],
])('"%s" is refused in words', (text, says) => {
  expect(read(text)).toMatchObject({ code: 'compare', attribute: 'compare', saying: { message: expect.stringMatching(says) as string } });
});

test.each([
  ['coupling: independent, otto', 'coupling', /There is no coupling "otto"; there are independent, ot, sinkhorn/],
  ['solver: heun, euler many', 'steps', /"many" is not a number from 1 to 512/],
  ['solver: heun, dopri5 NaN', 'tolerance', /"NaN" is not a number from/],
  ['solver: heun, euler 8 9', 'solver', /There is no solver "euler 8 9"/],
  ['coupling: ot, ot many', 'batch', /"many" is not a number from 1 to 8192/],
  ['coupling: ot, sinkhorn NaN', 'epsilon', /"NaN" is not a number from/],
  ['coupling: ot, independent 3', 'coupling', /There is no coupling "independent 3"/],
  ['seed: 1, NaN', 'seed', /"NaN" is not a number from 0 to/],
  ['target: moons, mooons', 'target', /no data set "mooons"/],
  ['target: moons, text:FM', 'target', /no data set "text:FM"/],
])('in "%s" the second value is refused by the name of its row, and the first is shown', (text, attribute, says) => {
  const problem = { code: 'compare', attribute, saying: { message: expect.stringMatching(says) as string } };
  const answer = read(text);
  expect(answer).toMatchObject({ variants: [{ attribute: text.split(':')[0] }, { ofFlow: {}, ofFigure: {}, problem }] });
  expect('variants' in answer && answer.variants[0]).not.toHaveProperty('problem');
  expect(read(text.replace(/: .*,/, ':')), 'alone').toMatchObject(problem);
});

test('of many values the first eight are taken, of an overlay six, and it is known how many there were', () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i).join();
  const [panels, overlay] = [read(`seed: ${seeds}`), read(`seed: ${seeds}`, 'FmSampler', true)];
  expect(panels).toMatchObject({ named: 20, most: 8 });
  expect('changes' in panels && panels.changes.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect('changes' in overlay && overlay.changes).toHaveLength(6);
});

test('one over the other there is one view', () => {
  expect(read('view: plane, spacetime')).toMatchObject({ named: 2 });
  expect(read('view: plane, spacetime', 'FmSampler', true)).toMatchObject({ code: 'compare' });
});

test('a number out of range is brought into it, which is noted, and its name says what is shown', () => {
  expect(read('count: 5, 1e9')).toMatchObject({ changes: [{ count: 5 }, { count: 20_000 }], variants: [{ value: '5' }, { value: '20000' }], notes: [expect.stringContaining('20000')] });
  expect(read('steps: 1, 0, 1e9')).toMatchObject({ variants: [{ value: '1' }, { value: '1' }, { value: '512' }] });
  expect(read('hidden-layers: 16 16, 9999 8', 'FmField')).toMatchObject({ variants: [{ value: '16 16' }, { value: expect.stringMatching(/^\d+ 8$/) as string }] });
});

test('a solver with noise is named with its level, whoever has set it', () => {
  const answer = read('solver: sde 0.5, sde diffusion');
  if (!('variants' in answer)) throw new Error('no variants');
  const [sde] = answer.variants;
  const names = ({ en, fr: french }: { en: Words; fr: Words }, given: object): string[] => [nameOf(sde, { ...given, ...sde.ofFigure }, en), nameOf(sde, { ...given, ...sde.ofFigure }, french)];
  const languages = { en: wordsFor('en')!, fr: fr(speechOf('fr', 'fr')) };
  expect(names(languages, {})).toEqual(['32 steps of sde with noise 0.5', expect.stringMatching(/niveau de bruit 0,5$/)]);
  expect(names(languages, { steps: 64 })[0]).toBe('64 steps of sde with noise 0.5');
  expect(nameOf(answer.variants[1], answer.variants[1].ofFigure, languages.en)).toBe('32 steps of sde with the noise of the diffusion');
});

test('what can be compared has a name in French', () => {
  const { comparison } = fr(speechOf('fr', 'fr'));
  const all = ['FmField', 'FmSampler'].flatMap((element) => {
    const { saying } = read('flavour: a', element as 'FmField') as { saying: { known: readonly string[] } };
    return saying.known;
  });
  expect(all.length).toBeGreaterThan(30);
  const alike = ['source', 'activation', 'condition'];
  const unnamed = all.filter((attribute) => comparison.name({ attribute, value: '2' }).startsWith(attribute) && !alike.includes(attribute));
  expect(unnamed).toEqual([]);
});
