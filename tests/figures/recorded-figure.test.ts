import { defer, finalize, of } from 'rxjs';
import { expect, test } from 'vitest';
import { figure, type FigureOptions, type FigureScene } from '../../src/figures/index.ts';
import { createFlow, readRecording, recordCompute, recordedCompute, writeRecording, type Compute, type FlowParameters } from '../../src/streams/index.ts';
import { joinedCompute, SMALL } from '../streams/joined-flow.ts';
import { marksOf, OPTIONS, VIEWS } from './probed.ts';

const TIMES = [0, 0.4, 1];
const LAYERS = ['arrows', 'particles', 'paths', 'points'];

/** What is drawn, as text: all of all marks, but how often they have changed. */
const drawn = (scene: FigureScene): string =>
  JSON.stringify(TIMES.map((t) => marksOf(scene, t)), (name, value: unknown) => (name === 'version' ? undefined : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value));

/** The figure of a flow when nothing is asked any more and what was answered is drawn. */
async function end(parameters: Partial<FlowParameters>, compute: Compute, options: FigureOptions): Promise<string> {
  let pending = 0;
  const call: Compute['call'] = (name, request) => defer(() => (pending++, compute.call(name, request).pipe(finalize(() => pending--))));
  const flow = createFlow(parameters, { compute: { ...compute, call } });
  let scene: FigureScene | undefined;
  const subscription = figure(flow, flow.laws, options).subscribe((shown) => (scene = shown));
  for (let quiet = 0; quiet < 5; quiet = scene && pending === 0 ? quiet + 1 : 0) await new Promise((resolve) => setTimeout(resolve, 20));
  subscription.unsubscribe();
  return drawn(scene!);
}

test.each(VIEWS)('a recording of a figure in a %s plays where there is no Worker: the same marks, number by number', async (view, target, x) => {
  const options = { ...OPTIONS, view, layers: LAYERS, chosen$: of([{ x, t: 0.5 }]) };
  const { compute, recording } = recordCompute(joinedCompute().compute);
  const live = await end({ ...SMALL, target }, compute, options);
  expect(live.length).toBeGreaterThan(10_000);
  expect(typeof Worker).toBe('undefined');
  const played = await end({ ...SMALL, target }, recordedCompute(readRecording(writeRecording(recording()))), options);
  expect(played === live).toBe(true);
});
