import { layerNames, PROBE_NAMES, PROBES, QUANTITIES, VIEW_NAMES, VIEW_WORDS, VIEWS, type ProbeName, type Quantity, type ViewWord } from '../../src/figures/index.ts';
import { rows } from '../../src/streams/index.ts';
import { CHECKPOINT } from './checkpoint.ts';
import { GENERATOR } from './generator.ts';
import { own } from './properties.ts';

type CompareBy = 'panels' | 'overlay';

/** What an author can set on a figure that shows a flow by layers. */
export const FIGURE = {
  view: rows.wordOrNone<ViewWord>(
    'view', VIEW_NAMES.flatMap((name) => (VIEWS[name].meaning ? [`\`${VIEWS[name].word}\`: ${VIEWS[name].meaning}`] : [])).join('; '), VIEW_WORDS, 'what suits the data',
  ),
  layers: rows.words(
    'layers', 'what is shown, separated by spaces; a page can register layers of its own', layerNames, 'what suits the view and the figure',
  ),
  probe: rows.wordOrNone<ProbeName>(
    'probe', `what a cross that follows pointer, finger and keys tells of the place under it: ${PROBE_NAMES.map((name) => `\`${name}\`, ${PROBES[name].meaning}`).join('; ')}`, PROBE_NAMES, 'none',
  ),
  pairs: rows.word<'30' | '1' | '3' | 'all'>('pairs', 'how many pairs the layer `pairs` shows (`all`: 100), and how many `probe="pairs"` draws at a time; where the data are points it knows all, each with its weight', ['30', '1', '3', 'all']),
  until: own(rows.number('until', 'time up to which `probe="average-velocity"` averages the velocity', { default: 1, low: 0, high: 1, isWhole: false })),
  box: rows.places('box', 'two corners, or two ends on a line, of the box of `probe="continuity"`: `-1,0; 1,0.5`, in the units of the data; by default in the middle of the figure'),
  planBatch: own(rows.number('plan-batch', 'of `layers="plan"` and `layers="floor"`, points that are paired at a time, as in a minibatch; 0 pairs all at once, for a floor as many as training does', { default: 0, low: 0, high: 1024, isWhole: true })),
  sinkhornRounds: own(rows.number('sinkhorn-rounds', 'of `layers="plan"` with `coupling="sinkhorn"`, rounds of its iteration that the plan has gone through; 0 goes on until they settle; buttons below the figure change it', { default: 0, low: 0, high: 1000, isWhole: true })),
  points: rows.places('points', 'points whose paths are shown, back to the source and on to the data, and at the first of which a probe’s cross stands before it is moved: `0.5,-1; 2,0 @ 0.3` is one at `t = 0` and one at `t = 0.3`, in the units of the data'),
  generator: GENERATOR,
  checkpoint: CHECKPOINT,
  ask: rows.wordOrNone<Quantity>('ask', 'what the reader is asked for before the probe tells it: an arrow (`velocity`, `score`) or a point (`data` and `noise` of `predictions`, `end` of `average-velocity`) to drag, or a number (`density`, `log-density`, `mass`, `flux`); scored in words and by the event `fm-answer`', QUANTITIES, 'none'),
  compare: rows.text('compare', 'variants side by side, by some values of another attribute with commas between them: `schedule: linear, cosine`, of a field `field: exact, learned`, of a sampler `solver: euler 8, heun 4`; a value that is a list has spaces, as the second of `hidden-layers: 32, 64 64`; at most 8', 'none'),
  compareBy: own(rows.word<CompareBy>('compare-by', 'how variants are shown', ['panels', 'overlay'])),
};
