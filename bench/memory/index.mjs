/** Whether networks repeat the data that they were trained on, beside the exact field of the data and fresh data: a table in Markdown. */
import { cpus } from 'node:os';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';

/** @param {number} part */
const percent = (part) => `${(100 * part).toFixed(part < 0.1 ? 1 : 0)} %`;

/** @param {string[]} args  a number of data and the targets, or all of both */
export async function run([data, targets]) {
  /** @type {typeof import('./measure.ts')} */
  const { COUNTS, measure, NEAR, TARGETS } = await import(await bundleForNode('bench/memory/measure.ts', 'out/bench/memory'));
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${process.platform}\n`);
  console.log(`| data | network | targets | steps | excess | mean distance of samples to the nearest datum | of fresh data | nearer than ${NEAR} | of fresh data |\n|--:|---|---|--:|--:|--:|--:|--:|--:|`);
  for await (const { data: count, hidden, targets: to, steps, excess, samples, fresh, near, freshNear } of measure(data ? [Number(data)] : COUNTS, TARGETS.filter((name) => !targets || name === targets))) {
    const network = hidden.length === 0 ? '-' : hidden.join('-');
    console.log(`| ${count} | ${network} | ${to} | ${steps || '-'} | ${excess.toFixed(3)} | ${samples.toFixed(3)} | ${fresh.map((value) => value.toFixed(3)).join(' to ')} | ${percent(near)} | ${percent(freshNear)} |`);
  }
}
