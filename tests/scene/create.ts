import { createRandom, dataset, exactVelocity, integrate, sampleField, sampleMixture } from '../../src/math/index.ts';
import type { FieldVolume, Grid, Points, Trajectories } from '../../src/math/index.ts';
import { lightTheme, type Domain, type Scene, type Surface } from '../../src/scene/index.ts';
import { gridIn, volumeScene } from './scenes.ts';

const law = { source: dataset('gaussian').law, target: dataset('moons').law };
const model = { kind: 'mixture', ...law } as const;
const spaceBox = { domain: { lower: [-4, -4, -3], upper: [4, 4, 3] } };
const domain: Domain = { lower: [-4.5, -3], upper: [4.5, 3] };

/** A real flow from a Gaussian to two moons, small enough for a test. */
export interface MoonsFlow {
  readonly domain: Domain;
  readonly trajectories: Trajectories;
  readonly target: Points;
}

export function createMoonsFlow({ count = 40 } = {}): MoonsFlow {
  const start = sampleMixture(law.source, count, createRandom(7));
  return {
    domain,
    trajectories: integrate(exactVelocity(model), start, { solver: 'heun', steps: 16 }),
    target: sampleMixture(law.target, count, createRandom(8)),
  };
}

/** The exact field of that flow on a grid over its domain. */
export function createMoonsVolume({ columns = 19, grid }: { columns?: number; grid?: Grid } = {}): FieldVolume {
  const own = { dimension: 2, lower: domain.lower, upper: domain.upper, size: [columns, Math.round((2 * columns) / 3)] };
  return sampleField(model, grid ?? own, Float64Array.of(0, 0.3, 0.6, 0.8, 0.9, 1));
}

export const createSurface = (widthPx = 720, heightPx = 480): Surface => ({ widthPx, heightPx, theme: lightTheme });

/** A real flow from a Gaussian to a law by name, whatever its dimension. */
function createFlowTo(name: string, domain: Domain, count: number): { domain: Domain; trajectories: Trajectories } {
  const target = dataset(name);
  const source = dataset('gaussian', target.dimension);
  const exact = exactVelocity({ kind: 'mixture', source: source.law, target: target.law });
  return { domain, trajectories: integrate(exact, sampleMixture(source.law, count, createRandom(7)), { solver: 'heun', steps: 16 }) };
}

/** A real flow on a line with its density. */
export function createLineFlow({ count = 40 } = {}) {
  const line: Domain = { lower: [-4], upper: [4] };
  const laws = { source: dataset('gaussian', 1).law, target: dataset('two-gaussians').law };
  const grid = { dimension: 1, lower: line.lower, upper: line.upper, size: [81] };
  return { ...createFlowTo('two-gaussians', line, count), volume: sampleField({ kind: 'mixture', ...laws }, grid, Float64Array.of(0, 0.3, 0.6, 0.8, 0.9, 1)) };
}

/** A field in space with its cloud, whose arrows alone are strong enough to be compared pixel by pixel. */
export function createSpaceField(role: 'exact' | 'learned'): Scene {
  const flow = createSpaceFlow({ count: 100 });
  const scene = volumeScene({ ...flow, role, layers: ['arrows'], volume: createSpaceVolume() });
  return {
    depth: scene.depth,
    camera: (surface, orbit) => scene.camera(surface, orbit),
    marks: (t, surface, camera) => scene.marks(t, surface, camera).map((mark) => (mark.kind === 'arrows' ? Object.assign(mark, { opacity: 1 }) : mark)),
  };
}

/** The exact field of that flow where it is shown. */
export function createSpaceVolume(grid = gridIn('volume', spaceBox)): FieldVolume {
  const model = { kind: 'mixture', source: dataset('gaussian', 3).law, target: dataset('trefoil').law } as const;
  return sampleField(model, grid, Float64Array.of(0, 0.3, 0.6, 0.8, 0.9, 1));
}

/** A real flow in space. */
export const createSpaceFlow = ({ count = 40 } = {}) => createFlowTo('trefoil', spaceBox.domain, count);
