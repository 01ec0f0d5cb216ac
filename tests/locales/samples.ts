import type { Called } from '../../components/compare/words.ts';
import { QUANTITIES } from '../../src/figures/asking/names.ts';
import type { English } from '../../components/locales/en.ts';
import { VIEW_NAMES, type Reading } from '../../src/figures/index.ts';
import { STAGES } from '../../src/streams/index.ts';
import type { Translation, Words } from '../../components/locales/index.ts';

type Sampled = Omit<English, 'number' | 'amount'> & { rows: NonNullable<Words['rows']>; problems: NonNullable<Words['problems']>; errors: NonNullable<Words['errors']>; checkpoints: NonNullable<Words['checkpoints']>; comparison: NonNullable<Words['comparison']>; ask: NonNullable<Words['ask']>; ownData: NonNullable<Words['ownData']>; panel: NonNullable<Words['panel']>; readings: NonNullable<Words['readings']>; meant: NonNullable<Words['meant']> };
/** For each sentence the values that it is tried with, some for each way that it can be said. A sentence without them does not compile. */
type Samples<T> = { readonly [Key in keyof T as T[Key] extends string ? never : Key]: T[Key] extends (...values: infer Values) => string ? readonly Values[] : Samples<T[Key]> };

const way = { source: 'gaussian', target: 'moons' };
const oddWay = { ...way, dataCount: 50, condition: { class: 'alpha', guidance: 2.5 }, generator: 'gmm 3', schedule: 'cosine', coupling: 'ot' };
const cloud = { solver: 'heun', steps: 32, tolerance: 1e-4, noise: 1 };
const [place, other] = [{ line: 3, column: 7 }, { line: 4, column: 9 }];
const shown = [{ text: 'alpha' }, { written: '5' }, ...(['symbol', 'function', 'bigint', 'list', 'emptyList', 'object'] as const).map((thing) => ({ thing }))];
const FLOOR = { mean: 1.877, standardError: 0.009 };
const files = [{ file: 'a.csv' }, { file: undefined }];
const columns = { shown: ['alpha', 'beta'], more: 0 };

const passing = { key: 'pairs', known: true, x: [0.5, -1], t: 0.25, v: [1.25, 0.5], learned: [1.2, 0.4], mean: [1.1, 0.3], standardErrors: [0.1, 0.2], effective: 12.3, parts: 200 } as const;
type PairsReading = Extract<Reading, { readonly key: 'pairs' }>;
type PredictionsReading = Extract<Reading, { readonly key: 'predictions' }>;
type AverageReading = Extract<Reading, { readonly key: 'average-velocity' }>;

export const samples: Samples<Sampled> = {
  readings: {
    probes: {
      'point': { tell: [
        [{ key: 'point', x: [0.5, -1], t: 0.25, velocities: [{ model: 'exact', v: [1.25, 0.5] }, { model: 'learned', v: [1.2, 0.4] }], density: 0.125 }],
        [{ key: 'point', x: [0.5], t: 0.25, velocities: [{ model: 'exact', v: [1.25] }] }],
        [{ key: 'point', x: [0.5], t: 1, velocities: [{ model: 'exact', v: undefined }, { model: 'learned', v: [1.25] }] }],
      ] },
      'pairs': { tell: [
        ...(['all', 'draws'] as const).flatMap((kind) => [true, false].flatMap((isOnPath) => [1, 30].map((count): [PairsReading] => [{ ...passing, kind, count, isOnPath }]))),
        [{ key: 'pairs', known: false, why: 'coupling' }], [{ key: 'pairs', known: false, why: 'reflow' }], [{ key: 'pairs', known: false, why: 'guidance' }],
      ] },
      'predictions': { tell: [true, false].map((isLearned): [PredictionsReading] => [{
        key: 'predictions', x: [0.5, -1], t: 0.25, isLearned, values: { data: [1, 2], noise: [0, 1], velocity: [1, 1], ...(isLearned && { score: [2, 3] }) }, isStandardised: isLearned, isNormal: !isLearned,
        conversions: [{ from: 'velocity', to: 'data', by: { given: 0.75, place: 1 } }, { from: 'noise', to: 'velocity', by: { given: -0.5, place: 0 } }, { from: 'data', to: 'noise' }],
      }]) },
      'average-velocity': { tell: [
        ...[0.2, 1].map((s): [AverageReading] => [{ key: 'average-velocity', x: [0.5], s, t: 1, known: true, isLearned: true, u: [1], v: [2], end: [3], eulerEnd: [4], miss: [5] }]),
        [{ key: 'average-velocity', x: [0.5], s: 0.2, t: 1, known: true, isLearned: true, u: [1], v: [2], end: [3], step: { end: [4], miss: [1] }, eulerEnd: [4], miss: [5] }],
        [{ key: 'average-velocity', x: [0.5], s: 0.2, t: 1, known: true, isLearned: false, u: [1], v: [2], end: [3], eulerEnd: [4], miss: [5] }],
        [{ key: 'average-velocity', x: [0.5], s: 1, t: 0, known: false }],
      ] },
      'likelihood': { tell: [
        [{ key: 'likelihood', x: [0.5, -1], t: 1, entries: [{ model: 'exact', known: true, logSource: -2.1, integral: 1.35, spread: 0.42, logDensity: -3.45 }, { model: 'learned', known: true, logSource: -2, integral: 1.2, spread: 0.3, logDensity: -3.2 }], closed: -3.45 }],
        [{ key: 'likelihood', x: [0.5], t: 0.4, entries: [{ model: 'exact', known: true, logSource: -2.1, integral: 1.35, spread: 0, logDensity: -3.45 }, { model: 'learned', known: false, why: 'solver' }] }],
        [{ key: 'likelihood', x: [0.5, -1], t: 1, entries: [{ model: 'exact', known: false, why: 'points' }] }],
      ] },
      'continuity': { tell: [
        [{ key: 'continuity', t: 0.35, lower: [-1, 0], upper: [1, 2], hasArea: true, isOutside: false, laws: [{ model: 'exact', known: true, mass: 0.59, rate: 0.516, outward: [-0.17, -0.16, -0.22, 0.03] }, { model: 'learned', known: false, why: 'law' }], cloud: { model: 'learned', count: 600, inside: 352, mass: 0.587, massError: 0.02, rate: 0.5, rateError: 0.1, outward: [-0.2, -0.1, -0.2, 0] } }],
        [{ key: 'continuity', t: 0.35, lower: [-1], upper: [1], hasArea: true, isOutside: true, laws: [{ model: 'exact', known: false, why: 'points' }], cloud: { model: 'exact', count: 600, inside: 352, mass: 0.587, massError: 0.02, rate: 0.5, rateError: 0.1, outward: [-0.2, -0.1] } }],
        [{ key: 'continuity', t: 0.35, lower: [1, 1], upper: [1, 2], hasArea: false, isOutside: false, laws: [], cloud: { model: 'exact', count: 600, inside: 0, mass: 0, massError: 0, rate: 0, rateError: 0, outward: [0, 0, 0, 0] } }],
        [{ key: 'continuity', t: 0.35, lower: [1], upper: [1], hasArea: false, isOutside: false, laws: [], cloud: { model: 'exact', count: 600, inside: 0, mass: 0, massError: 0, rate: 0, rateError: 0, outward: [0, 0] } }],
      ] },
    },
    layers: {
      classes: [[{ key: 'classes', groups: [{ name: 'alpha', count: 3 }, { name: 'beta', count: 4 }] }], [{ key: 'classes', groups: [] }]],
      floor: [
        [{ key: 'floor', known: false, why: 'infinite' }], [{ key: 'floor', known: false, why: 'dimension' }], [{ key: 'floor', known: true, independent: FLOOR }], [{ key: 'floor', known: true, independent: FLOOR, reflowed: { ...FLOOR, pairs: 2048 } }],
        ...(['ot', 'sinkhorn'] as const).map((coupling) => [{ key: 'floor', known: true, independent: FLOOR, own: { ...FLOOR, pairs: 2048, coupling, group: 32, ...(coupling === 'sinkhorn' && { epsilon: 0.1 }) } }] as [Extract<Reading, { readonly key: 'floor' }>]),
      ],
      mass: [[{ key: 'mass', mass: 0.98 }]],
      gallery: [[{ key: 'gallery', count: 8, distance: 4.21, typical: 4.6 }], [{ key: 'gallery', count: 8, distance: 4.21 }]],
      trainingChart: [
        [{ key: 'trainingChart', chart: 'loss', floor: 1.1 }], [{ key: 'trainingChart', chart: 'excess', excess: 0.012 }], [{ key: 'trainingChart', chart: 'excess' }],
        [{ key: 'trainingChart', chart: 'loss-by-time', hasFloor: true }], [{ key: 'trainingChart', chart: 'loss-by-time', hasFloor: false }],
        [{ key: 'trainingChart', chart: 'w2', distance: 0.07, noise: [0.02, 0.05] }], [{ key: 'trainingChart', chart: 'straightness', straightness: 0.3 }],
        [{ key: 'trainingChart', chart: 'likelihood', learned: -1.5, target: -1.2 }], [{ key: 'trainingChart', chart: 'likelihood', learned: -1.5 }], [{ key: 'trainingChart', chart: 'gradients' }], [{ key: 'trainingChart', chart: 'nearest' }], [{ key: 'trainingChart', chart: 'evaluations' }],
        [{ key: 'trainingChart', chart: 'evaluations', errors: { evaluations: Float64Array.of(1, 32), own: Float64Array.of(0.4, 0.01) } }],
        [{ key: 'trainingChart', chart: 'evaluations', errors: { evaluations: Float64Array.of(1, 32), own: Float64Array.of(0.4, 0.01), exact: { errors: Float64Array.of(0.5, 0.1), apart: 0.09, ends: Float64Array.of(0, 0) } } }],
        [{ key: 'trainingChart', chart: 'nearest', nearest: { samples: 0.012, fresh: [0.1, 0.2] } }], [{ key: 'trainingChart', chart: 'nearest', nearest: { samples: 0.012 } }],
        [{ key: 'trainingChart', chart: 'gradients', gradients: { conditionalLoss: 3, marginalLoss: 1, differenceError: 0.05, floor: 2, cosine: 0.95, conditionalVariance: 4, marginalVariance: 1, squaredNorm: 9 } }],
      ],
      crossings: [[{ key: 'crossings', count: 1 }], [{ key: 'crossings', count: 30, onLine: { pairs: 1, flow: 0 } }], [{ key: 'crossings', count: 3, onLine: { pairs: 4, flow: 2 } }]],
      fit: [[{ key: 'fit', model: 'gmm-3', count: 512, distance: 0.31, noise: 0.12, logDensity: -2.41, best: -2.2 }], [{ key: 'fit', model: 'exact', count: 512, distance: 0.11, noise: 0.12 }]],
      nearness: [
        [{ key: 'nearness', near: { known: false } }], [{ key: 'nearness', data: 5, near: { known: false } }], [{ key: 'nearness', data: 1, near: { known: true, count: 1, samples: 0.2 } }],
        ...[1e-9, 0.04, 0.1, 0.4].map((samples) => [{ key: 'nearness', data: 50, near: { known: true, count: 256, samples, fresh: [0.05, 0.2] } }] as [Extract<Reading, { readonly key: 'nearness' }>]),
      ],
      learningStep: STAGES.flatMap((stage) => [[0.5], [0.5, -1]].map((x): [Extract<Reading, { readonly key: 'learningStep' }>] => [{
        key: 'learningStep', stage, step: 3, pair: 2, batch: 16, t: 0.25, x0: x, x1: x, x, wanted: x, before: x, after: x, square: 0.4, squareAfter: 0.3, loss: 1.2, lossAfter: 1.1, learningRate: 0.02, weights: 8578, moved: 0.3, ...(x.length > 1 && { at: 0.5 }),
      }])),
      noVelocity: [[{ key: 'noVelocity' }]],
      likelihoodMap: [
        [{ key: 'likelihoodMap', entries: [{ model: 'exact', known: true, most: -0.9, mass: 0.99 }] }],
        [{ key: 'likelihoodMap', entries: [{ model: 'exact', known: true, most: -0.9 }, { model: 'learned', known: true, most: -1, mass: 0.98 }], shortfall: 0.21 }],
        [{ key: 'likelihoodMap', entries: [{ model: 'exact', known: false }, { model: 'learned', known: true, most: -1, mass: 0.98 }] }],
      ],
      expansion: [
        [{ key: 'expansion', dimension: 2, t: 0.5, ratios: [{ ratio: 0.34, jacobian: 0.3401 }], unknown: ['solver'] }], [{ key: 'expansion', dimension: 1, t: 0.5, ratios: [], unknown: ['points'] }], [{ key: 'expansion', dimension: 3, t: 0.5, ratios: [], unknown: [] }],
      ],
      marginal: [
        [{ key: 'marginal', known: false }], [{ key: 'marginal', known: true, t: 0.5, dimension: 2, count: 600, distance: 0.05, low: 0.04, high: 0.08 }], [{ key: 'marginal', known: true, t: 1, dimension: 1, count: 1, distance: 0.5, low: 0.04, high: 0.08 }],
      ],
      scoreUnknown: [[{ key: 'scoreUnknown', why: 'points' }], [{ key: 'scoreUnknown', why: 'source', source: 'moons' }]],
      solverErrors: [
        [{ key: 'solverErrors', known: false }],
        [{ key: 'solverErrors', known: true, isClosed: true, isNoisy: false, orders: [{ solver: 'euler', order: 1.02 }, { solver: 'rk4', order: 3.97 }], coarse: [], own: { solver: 'heun', evaluations: 64, error: 0.0012, count: 12 } }],
        [{ key: 'solverErrors', known: true, isClosed: false, isNoisy: true, orders: [], coarse: ['heun', 'rk4'] }],
        [{ key: 'solverErrors', known: true, isClosed: false, isNoisy: false, orders: [{ solver: 'heun', order: 2 }], coarse: [], own: { solver: 'heun', evaluations: 1, error: 0, count: 1 } }],
      ],
      steps: [
        [{ key: 'steps', count: 8, evaluations: 16, shortest: 0.125, longest: 0.125, shortestAt: 0, error: 0.021, points: 12 }],
        [{ key: 'steps', count: 1, evaluations: 1, shortest: 1, longest: 1, shortestAt: 0, error: 0.5, points: 1 }],
        [{ key: 'steps', count: 17, evaluations: 104, shortest: 0.004, longest: 0.12, shortestAt: 0.97 }],
      ],
      plan: [
        [{ key: 'plan', coupling: 'ot', count: 96, group: 8, cost: 2.9, independentCost: 4.9, optimalCost: 2.8, map: { model: 'exact', flow: 3.1, optimal: 3, before: [] } }],
        [{ key: 'plan', coupling: 'sinkhorn', count: 96, cost: 2.9, independentCost: 4.9, optimalCost: 2.8, entropic: { epsilon: 0.1, missed: 1e-7 }, map: { model: 'learned', flow: 3.1, optimal: 3, count: 400, bend: 0.2, before: [3.4, 3.2] } }],
    [{ key: 'plan', coupling: 'sinkhorn', count: 96, cost: 2.9, independentCost: 4.9, optimalCost: 2.8, entropic: { epsilon: 12, rounds: 1, missed: 0.12 }, map: { model: 'learned', flow: 3.1, optimal: 3, count: 400, bend: 0.2, before: [3.4] } }],
        [{ key: 'plan', coupling: 'independent', count: 96, cost: 4.9, independentCost: 4.9, optimalCost: 2.8 }],
      ],
    },
  },
  checkpoints: { absent: (['toCome', 'missed', 'beyond'] as const).map((why) => [{ why, step: 100, steps: 2000 }]) },
  figure: { crossKeys: [[true], [false]], loading: [['a.csv']], follows: [['#moons']], layerFailed: [['density', '…']], chart: { errors: [[way], [oddWay]], floors: [[way], [oddWay]] }, leftOut: [[1], [12]] },
  sinkhorn: {},
  timeline: { at: [[0.25]] },
  field: {
    name: [['exact', way], ['learned', oddWay], ['both', way], ['difference', way], ['conditional', way]],
    picture: [['conditional', way, 0.5, 600], ['exact', way, 0.5, 600], ['learned', oddWay, 0.5, 1], ['both', way, 0.5, 600], ['difference', way, 0.5, 600]],
  },
  sampler: {
    steps: [[cloud], [{ ...cloud, solver: 'dopri5' }]], evaluations: [[1], [64]],
    name: [[way], [oddWay]],
    picture: [[way, { ...cloud, count: 600 }, 0.5], [oddWay, { ...cloud, solver: 'dopri5', count: 1 }, 0.5]],
    cost: [[cloud, 64], [{ ...cloud, solver: 'sde', noise: 0.5 }, 32], [{ ...cloud, solver: 'dopri5' }, 1]],
  },
  trainer: {
    name: [[way], [oddWay]], progress: [[30, 2000]],
  },
  meant: [['moons']],
  panel: {
    stepShown: [[40]], asOfStep: [[40]], stepsToDo: [[2000], [1]], engine: [['wasm relaxed SIMD'], ['wasm SIMD'], ['tfjs wasm']], summary: [[30, 2000, '…']], speed: [[812]], left: [[12]], restarts: [[2]],
    loss: [[{ loss: 1.234, floor: 1.1, excess: 0.134, axes: 2 }], [{ loss: 1.234, floor: NaN, excess: NaN, axes: 1 }], [{ loss: 1.234, floor: Infinity, excess: 0.134, axes: 2 }]],
    quality: { value: [[0.562], [0.00056]], range: [[0.1, 0.2]], bendAfter: [[1]], errorAfter: [[1]], lossByTime: [[[0.5, 0.25]]] },
  },
  picture: {},
  comparison: {
    name: [
      ...['independent', 'ot', 'sinkhorn'].map((value) => ({ attribute: 'coupling', value })), ...['linear', 'cosine', 'variance-preserving'].map((value) => ({ attribute: 'schedule', value })),
      ...['exact', 'learned', 'both', 'difference', 'conditional'].map((value) => ({ attribute: 'field', value })), { attribute: 'engine', value: 'auto' }, { attribute: 'target', value: 'moons' },
      ...['10', 'last'].map((value) => ({ attribute: 'checkpoint', value })), ...['seed', 'source', 'view', 'layers'].map((attribute) => ({ attribute, value: '2' })),
    ].map((variant): [Called] => [variant]).concat([cloud, { ...cloud, solver: 'dopri5' }, { ...cloud, solver: 'sde' }, { ...cloud, solver: 'sde', noise: 'diffusion' as const }].map((one): [Called] => [{ attribute: 'solver', value: 'heun 8', cloud: one }])),
    picture: [[['…'], 0.5]],
    more: [[20, 8]],
  },
  rows: { all: [[40], [1]], some: [[38, 40]], skipped: [[2, ['alpha', 'beta']]], drawn: [[10_000]], bandwidth: [[0.541, true], [0, false]], pictures: [[{ count: 2000, width: 28, height: 28, axes: 40, kept: 0.826, bandwidth: 0.1 }]] },
  problems: {
    tooManyDimensions: [[{ name: 'a.csv', dimension: 4, isTable: true }], [{ name: 'a.csv', dimension: 4, isTable: false }]],
    viewUnfit: [[{ view: 'volume', name: 'moons', dimension: 2, fitting: ['plane', 'spacetime'] }], [{ view: 'plane', name: 'torus', dimension: 3, fitting: ['volume'] }], [{ view: 'spacetime', name: 'torus', dimension: 3, fitting: ['volume'] }]],
    explainAverage: [[]],
    explainPartly: [[{ name: 'digits.u8', dimension: 40 }]],
    deepDifference: [[{ name: 'torus' }]],
    boxUnfit: [[{ corners: 1, name: 'moons', dimension: 2 }], [{ corners: 3, name: 'two-gaussians', dimension: 1 }]],
    tooManyPoints: [[{ count: 20000, most: 1000 }]],
    pointsUnfit: [[{ coordinates: 3, name: 'moons', dimension: 2 }], [{ coordinates: 1, name: 'torus', dimension: 3 }]],
    layerUnfit: VIEW_NAMES.map((view) => [{ layer: 'density', view, name: 'torus', dimension: 3, suiting: ['arrows', 'particles'] }]),
    axesUnfit: [[{ layer: 'arrows', name: 'digits.u8', dimension: 40, suiting: ['particles', 'paths'] }]],
    chartAlone: [[{ layer: 'error', beside: ['arrows'] }], [{ layer: 'error', beside: ['arrows', 'pairs'] }]],
    exactUnknown: [[{ coupling: 'ot', instead: 'learned' }], [{ coupling: 'ot', instead: 'trainer' }], [{ instead: 'learned' }]],
    fromCircle: [[{ selector: '#a' }]], fromNothing: [[{ selector: '#a' }]], fromOther: [[{ selector: '#a', tag: 'div' }]],
    notAFlow: [[]],
    unexpected: [[{ reason: '…' }]],
  },
  ask: {
    question: QUANTITIES.map((quantity) => [quantity, 0.25]), name: QUANTITIES.map((quantity) => [quantity]),
    score: [['arrow', { distance: 0.5, error: 0.25, score: 0.75, angleDeg: 12, lengthRatio: 0.9 }, 1], ['point', { distance: 0.5, error: 0.25, score: 0.75 }, 1], ['number', { distance: 0.5, error: 0.25, score: 0.75 }, 1]],
  },
  ownData: {
    passedOver: [[['alpha']], [['alpha', 'beta']]], reading: [['a.csv']], shows: [['a.csv']], groups: [[[{ name: 'alpha', count: 3 }, { name: 'beta', count: 4 }]]], axis: [[1]], drawn: [[1], [7]], cross: [[0.25, -1]],
  },
  errors: {
    ownNoNumbers: [[{ key: 'ownNoNumbers' }]], ownFewPoints: [[{ key: 'ownFewPoints', count: 0 }], [{ key: 'ownFewPoints', count: 1 }]], ownSeveralFiles: [[{ key: 'ownSeveralFiles', count: 2 }]], ownNothing: [[{ key: 'ownNothing' }]],
    ownNoClasses: [[{ key: 'ownNoClasses', given: 'alpha' }]], ownUnknownClass: [[{ key: 'ownUnknownClass', given: 'alpha', known: ['a', 'b'] }]],
    askNothing: [[{ key: 'askNothing', ask: 'alpha', telling: 'beta' }]], askUnfit: [[{ key: 'askUnfit', ask: 'alpha', probe: 'beta', known: ['gamma', 'alpha'] }]], askOverTime: [[{ key: 'askOverTime', ask: 'alpha' }]],
    tooManyColumns: [[{ key: 'tooManyColumns', most: 10_000, place }]],
    quoteInCell: [[{ key: 'quoteInCell', open: place, close: other }]],
    quoteNotClosed: [[{ key: 'quoteNotClosed', place }]],
    quoteOverLines: [[{ key: 'quoteOverLines', place }]],
    tooManyRows: [[{ key: 'tooManyRows', most: 200_000 }]],
    hugeNumber: [[{ key: 'hugeNumber', column: 'alpha', cell: '1e301', line: 3 }]],
    hugeValue: [[{ key: 'hugeValue', column: 'alpha', cell: '1e301', row: 3 }]],
    notJson: files.map((about) => [{ key: 'notJson', ...about, place }]),
    jsonNoTable: files.map((about) => [{ key: 'jsonNoTable', ...about }]),
    unevenColumns: [[{ key: 'unevenColumns', longer: 'alpha', most: 3, shorter: 'beta', least: 2 }]],
    unreadableFile: files.map((about) => [{ key: 'unreadableFile', ...about }]),
    noNumbers: [[{ key: 'noNumbers', chosen: ['alpha'], columns, isSeparated: true }], [{ key: 'noNumbers', chosen: [], columns: { shown: ['alpha'], more: 0 }, isSeparated: false }]],
    emptyFile: [[{ key: 'emptyFile' }]],
    noColumn: [[{ key: 'noColumn', column: 'gamma', columns }], [{ key: 'noColumn', column: 'gamma', columns: { ...columns, more: 5 } }]],
    wideRow: [[{ key: 'wideRow', cells: 5, width: 4, place }]],
    otherFile: (['workbookOrZip', 'workbook', 'compressed', 'pdf'] as const).map((what) => [{ key: 'otherFile', file: 'a.csv', what }]),
    notText: files.map((about) => [{ key: 'notText', ...about, code: '0000', place }]),
    notFound: files.map((about) => [{ key: 'notFound', ...about, status: 404 }]),
    lateFile: files.map((about) => [{ key: 'lateFile', ...about, seconds: 15 }]),
    unreachable: files.map((about) => [{ key: 'unreachable', ...about }]),
    notAnAddress: [[{ key: 'notAnAddress', address: 'http://' }]],
    otherProtocol: [[{ key: 'otherProtocol', protocol: 'ftp:' }]],
    credentials: [[{ key: 'credentials' }]],
    largeFile: files.map((about) => [{ key: 'largeFile', ...about, megabytes: 8 }]),
    webPage: files.map((about) => [{ key: 'webPage', ...about }]),
    oneRow: [[{ key: 'oneRow' }]],
    codecAxes: [[{ key: 'codecAxes', asked: 40, rank: 16 }], [{ key: 'codecAxes', asked: 4, rank: 0 }]],
    hugeColumn: [[{ key: 'hugeColumn', column: 'alpha', largest: 2e200 }]],
    tinyColumn: [[{ key: 'tinyColumn', column: 'alpha' }]],
    constantColumn: [[{ key: 'constantColumn', column: 'alpha', value: 7 }]],
    roundedColumn: [[{ key: 'roundedColumn', column: 'alpha', value: 7 }]],
    oneClass: [[{ key: 'oneClass', column: 'alpha', word: 'beta' }]],
    noTile: [[{ key: 'noTile', given: undefined, most: 256 }], [{ key: 'noTile', given: 'alpha', most: 256 }]],
    unevenPictures: files.map((about) => [{ key: 'unevenPictures', ...about, bytes: 1000, width: 28, height: 27 }]),
    unevenTiles: files.map((about) => [{ key: 'unevenTiles', ...about, width: 100, height: 90, tile: [28, 27] }]),
    onePicture: files.map((about) => [{ key: 'onePicture', ...about }]),
    tooManyPictures: files.map((about) => [{ key: 'tooManyPictures', ...about, count: 20_000, most: 10_000 }]),
    manyClasses: [[{ key: 'manyClasses', count: 65, most: 64 }]],
    fewClasses: [[{ key: 'fewClasses', given: 'alpha' }]],
    unevenClasses: [[{ key: 'unevenClasses', classes: 3, count: 100 }]],
    noCodec: files.map((about) => [{ key: 'noCodec', ...about }]),
    tooManyClasses: [[{ key: 'tooManyClasses', column: 'alpha', most: 64 }]],
    letters: [[{ key: 'letters', most: 16, count: 20 }]],
    noInk: [[{ key: 'noInk' }]],
    notAnImage: files.map((about) => [{ key: 'notAnImage', ...about }]),
    tooManyPixels: files.map((about) => [{ key: 'tooManyPixels', ...about, width: 9000, height: 8000, most: 32 }]),
    unreadableImage: files.map((about) => [{ key: 'unreadableImage', ...about }]),
    blankImage: files.map((about) => [{ key: 'blankImage', ...about }]),
    noCanvas: [[{ key: 'noCanvas' }]],
    twoDecimalSigns: [[{ key: 'twoDecimalSigns', comma: { cell: '1,5', place }, point: { cell: '2.5', place: other } }]],
    unclearSign: [[{ key: 'unclearSign', cell: '1,234', place }]],
    unknownParameter: [[{ key: 'unknownParameter', attribute: 'sed', known: ['seed'] }]],
    notANumber: shown.map((given) => [{ key: 'notANumber', given, low: 0, high: 10 }]),
    notANumberOrWord: shown.map((given) => [{ key: 'notANumberOrWord', given, low: 1e-6, high: 1, word: 'auto' }]),
    notNumbers: shown.map((given) => [{ key: 'notNumbers', given, low: 1, high: 512, most: 8 }]),
    unknownWord: shown.map((given) => [{ key: 'unknownWord', given, attribute: 'coupling', known: ['ot', 'alpha N'], ranges: { 'alpha N': { low: 2, high: 16 } } }]),
    unlistedWord: shown.map((given) => [{ key: 'unlistedWord', given, known: ['ot'] }]),
    notWords: shown.map((given) => [{ key: 'notWords', given, known: ['ot'] }]),
    notPlaces: shown.map((given) => [{ key: 'notPlaces', given }]),
    notAStep: [[{ key: 'notAStep', given: { written: '1.5' }, high: 100_000 }]],
    notATime: [[{ key: 'notATime', t: 2 }], [{ key: 'notATime', t: -0.5 }]],
    unknownLaw: shown.map((given) => [{ key: 'unknownLaw', given, known: ['moons'] }]),
    marginalClasses: [[{ key: 'marginalClasses', target: 'a.csv' }]],
    marginalUnknown: [[{ key: 'marginalUnknown', coupling: 'ot' }]],
    noClasses: [[{ key: 'noClasses', target: 'moons', given: 'alpha' }]],
    emptyClass: [[{ key: 'emptyClass', given: 'alpha' }]],
    unknownClass: [[{ key: 'unknownClass', given: 'alpha', known: ['beta', 'gamma'] }]],
    notAText: shown.map((given) => [{ key: 'notAText', given }]),
    unlikeDimensions: [[{ key: 'unlikeDimensions', source: 'gaussian', target: 'torus', dimensions: [2, 3] }]],
    lawOfData: [[{ key: 'lawOfData', attribute: 'target' }]],
    notParameters: [[{ key: 'notParameters' }]],
    unknownModel: [[{ key: 'unknownModel', name: 'learned-2', known: ['exact', 'learned'], numbered: [{ kind: 'conditional', low: 1, high: 10_000 }] }]],
    noWayBack: [[{ key: 'noWayBack', solver: 'sde' }]],
    noPoints: [[{ key: 'noPoints' }]],
    notAPoint: [[{ key: 'notAPoint', place: 3, coordinate: 'NaN' }]],
    unevenPoints: [[{ key: 'unevenPoints', coordinates: 5, most: 20_000, dimension: 2 }]],
    tooManyAtOnce: [[{ key: 'tooManyAtOnce', solver: 'sde', most: 2000, count: 5000 }]],
    noScore: [[{ key: 'noScore', solver: 'sde', source: 'moons' }]],
    codeNotLoaded: [[{ key: 'codeNotLoaded', name: 'spacetime', reason: '…' }]],
    codeLate: [[{ key: 'codeLate', name: 'mesh', seconds: 10 }]],
    codeEmpty: [[{ key: 'codeEmpty', name: 'mesh' }]],
    checkpointAlone: [[{ key: 'checkpointAlone' }]],
    checkpointConditional: [[{ key: 'checkpointConditional' }]],
    compareForm: [[{ key: 'compareForm', given: 'ot' }]],
    compareRow: [[{ key: 'compareRow', row: 'alpha', known: ['alpha', 'beta'] }]],
    compareElement: [[{ key: 'compareElement', row: 'alpha', element: 'fm-trainer', known: ['alpha', 'beta'] }]],
    compareNetwork: [[{ key: 'compareNetwork', row: 'alpha' }]],
    compareView: [[{ key: 'compareView', view: 'volume', first: 'plane' }]],
    compareFixed: [[{ key: 'compareFixed', row: 'columns', known: ['alpha', 'beta'] }]],
    compareEmpty: [[{ key: 'compareEmpty', row: 'alpha' }]],
    workerRefused: [[{ key: 'workerRefused', reason: '…' }]],
    workerNotLoaded: [[{ key: 'workerNotLoaded', reason: '…' }], [{ key: 'workerNotLoaded' }]],
    workerNotStarted: [[{ key: 'workerNotStarted', reason: '…' }]],
    noWayToWorker: [[{ key: 'noWayToWorker' }]],
    workerLate: [[{ key: 'workerLate', seconds: 10 }]],
    requestNotSent: [[{ key: 'requestNotSent', reason: '…' }]],
    answerUnreadable: [[{ key: 'answerUnreadable' }]],
    workerStopped: [[{ key: 'workerStopped', reason: '…' }], [{ key: 'workerStopped' }]],
    workerSilent: [[{ key: 'workerSilent' }]],
    workerEnded: [[{ key: 'workerEnded' }]],
    noMemory: [[{ key: 'noMemory' }]],
    tooManyPairs: [[{ key: 'tooManyPairs', sources: 2500, targets: 2600, most: 4_194_304 }]],
    tooManyAxes: [[{ key: 'tooManyAxes', points: 2000, dimension: 4096, most: 1024 }]],
    tiltedPoints: [[{ key: 'tiltedPoints' }]],
    fewerAxes: [[{ key: 'fewerAxes', asked: 50, rank: 7 }], [{ key: 'fewerAxes', asked: 2, rank: 1 }]],
    fewerPoints: [[{ key: 'fewerPoints', components: 9, points: 4 }], [{ key: 'fewerPoints', components: 2, points: 1 }]],
    diverged: [[{ key: 'diverged', step: 51, kept: 40, learningRate: 0.02 }]],
    steepField: [[{ key: 'steepField', t: 0.9375 }]],
    tooManySteps: [[{ key: 'tooManySteps', t: 0.9375, steps: 100_000, tolerance: 1e-9 }]],
  },
};

/** A sentence: its key, and what it says; of functions once for each sample. */
export interface Sentence {
  readonly key: string;
  readonly text: string;
}

type Tree = { readonly [key: string]: string | ((...values: readonly unknown[]) => string) | Tree };

/** All that a language says, by key, tried with the samples. @param change  is given the values before a sentence is */
export function sentencesOf(words: Partial<ReturnType<Translation>>, change: (values: readonly unknown[], key: string) => readonly unknown[] = (values) => values): Sentence[] {
  const walk = (tree: Tree, tried: unknown, path: string): Sentence[] =>
    Object.entries(tree).flatMap(([name, value]) => {
      const key = path + name;
      if (['number', 'amount'].includes(key)) return [];
      if (typeof value === 'string') return [{ key, text: value }];
      const samplesOf = (tried as Record<string, unknown> | undefined)?.[name];
      if (typeof value !== 'function') return walk(value, samplesOf, `${key}.`);
      return (samplesOf as readonly (readonly unknown[])[]).map((values) => ({ key, text: value(...change(values, key)) }));
    });
  return walk(words as unknown as Tree, samples, '');
}
