/**
 * Speed of the mathematics. The library is bundled as it is shipped, then measured in this process; each figure is the median of some
 * repetitions after warming up, and ratios compare two things in the same run.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linearSumAssignment } from 'linear-sum-assignment';
import { build } from 'vite';

const REPETITIONS = 9;

/** @param {() => void} task */
function medianMs(task, repetitions = REPETITIONS) {
  task();
  task();
  const times = Array.from({ length: repetitions }, () => {
    const start = performance.now();
    task();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(repetitions / 2)];
}

/** @returns {Promise<typeof import('../../src/math/index.ts')>} */
async function loadMath() {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('../../src/math/index.ts', import.meta.url)), formats: ['es'], fileName: 'math' },
    },
  });
  const [{ code }] = /** @type {{ output: [{ code: string }] }[]} */ (/** @type {unknown} */ (result))[0].output;
  const folder = mkdtempSync(join(tmpdir(), 'fm-bench-'));
  const file = join(folder, 'math.mjs');
  writeFileSync(file, code);
  try {
    return await import(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} value @param {number} digits */
const fixed = (value, digits) => value.toFixed(digits);

/** @returns {Promise<[string, string, string][]>} what, measured, goal */
export async function measure() {
  const math = await loadMath();
  const { createRandom, dataset, gaussianMixture, pointsMixture, sampleMixture, exactVelocity } = math;
  const source = gaussianMixture(2);
  const grid = { dimension: 2, lower: [-4, -4], upper: [4, 4], size: [40, 40] };
  const x = math.gridPoints(grid);
  const out = new Float64Array(x.length);
  const times = Float64Array.from({ length: 33 }, (_, s) => s / 32);
  /** @type {[string, string, string][]} */
  const rows = [];

  const sweep = (/** @type {(x: Float64Array, t: number, out: Float64Array) => void} */ field) => () => {
    for (const t of times) field(x, t, out);
  };
  for (const [name, goal] of [['eight-gaussians', 'under 60 ms'], ['moons', 'well under 1 s'], ['checkerboard', 'well under 1 s']]) {
    const { law } = dataset(name);
    const ms = medianMs(sweep(exactVelocity({ kind: 'mixture', source, target: law })));
    rows.push([`Exact field to ${name} (${law.weights.length} components), 40 x 40 grid, 33 times`, `${fixed(ms, 1)} ms`, goal]);
  }
  const moons = { kind: 'mixture', source, target: dataset('moons').law };
  rows.push(['Velocity and density volume of moons, same grid and times', `${fixed(medianMs(() => math.sampleField(moons, grid, times), 5), 1)} ms`, 'well under 1 s']);
  rows.push(['Choosing up to 33 times for moons', `${fixed(medianMs(() => math.chooseTimes(moons, grid, 33), 5), 1)} ms`, '-']);

  const data = pointsMixture(sampleMixture(dataset('moons').law, 1000, createRandom(1)));
  const empirical = exactVelocity({ kind: 'mixture', source, target: data });
  for (const t of [0.3, 0.7, 0.95]) {
    let time = t;
    // The table of pairs is made anew each time, as it is on the way through time.
    const ms = medianMs(() => empirical(x, (time += 1e-9), out));
    rows.push([`Field of 1,000 data points on the 40 x 40 grid at t = ${t}`, `${fixed(ms, 1)} ms`, 'under 40 ms']);
  }

  for (const size of [256, 1024]) {
    const a = sampleMixture(source, size, createRandom(2));
    const b = sampleMixture(moons.target, size, createRandom(3));
    const cost = math.squaredDistances(a, b);
    const own = medianMs(() => math.assignment(cost, size), 5);
    rows.push([`Exact assignment, n = ${size}`, `${fixed(own, 1)} ms`, size === 1024 ? 'under 600 ms' : '-']);
    if (size !== 256) continue;
    const matrix = Array.from({ length: size }, (_, i) => Array.from(cost.subarray(i * size, (i + 1) * size)));
    const other = medianMs(() => linearSumAssignment(matrix, { maximaze: false }), 5);
    rows.push(['the same by linear-sum-assignment', `${fixed(other, 1)} ms, ${fixed(other / own, 1)} times as long`, 'at least 3 times']);
  }

  const network = math.mlpVelocity(math.createNetwork({ dimension: 2, hidden: [64, 64, 64], activation: 'silu', seed: 1 }));
  const cloud = Float64Array.from(sampleMixture(source, 1000, createRandom(4)).coordinates);
  const velocity = new Float64Array(cloud.length);
  rows.push(['Network 3-64-64-64-2 on 1,000 points', `${fixed(medianMs(() => network(cloud, 0.5, velocity)), 2)} ms`, '-']);

  for (const [name, field] of [['exact field of moons', exactVelocity(moons)], ['network', network]]) {
    rows.push([`Heap growth over 1,000 Heun steps of 64 points, ${name}`, `${fixed(heapGrowth(math, field) / 1000, 1)} kB`, 'under 100 kB']);
  }
  return rows;
}

/**
 * Bytes by which the heap grows over 1,000 solver steps, after as many to warm up.
 * @param {typeof import('../../src/math/index.ts')} math
 * @param {import('../../src/math/index.ts').VelocityField} field
 */
function heapGrowth(math, field) {
  const x = Float64Array.from(math.sampleMixture(math.gaussianMixture(2), 64, math.createRandom(5)).coordinates);
  const step = math.fixedStep('heun', x.length);
  const run = () => {
    for (let s = 0; s < 1000; s++) step.advance(field, x, s / 1000, (s + 1) / 1000);
  };
  run();
  run();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  run();
  return process.memoryUsage().heapUsed - before;
}

export async function run() {
  const rows = await measure();
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${process.platform}\n`);
  console.log('| what | measured | goal |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}
