import type { FieldVolume, Grid, Points, Trajectories, Units } from '../../src/math/index.ts';
import { FigureScene } from '../../src/figures/figure.ts';
import type { Extent } from '../../src/figures/extent.ts';
import { layerNames, layerOf, VIEWS } from '../../src/figures/index.ts';
import { FieldFrame } from '../../src/figures/field-frame.ts';
import type { ViewName } from '../../src/figures/index.ts';
import type { Domain, Scene } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type ModelName } from '../../src/streams/index.ts';

await Promise.all([...Object.values(VIEWS).map(({ create }) => create.fetch()), ...layerNames().map((name) => layerOf(name)!.code.fetch())]);

/** A figure with answers that are given by hand, all in inner coordinates; what is absent is not drawn. */
export interface SceneOptions {
  readonly domain: Domain;
  readonly ends?: readonly [Domain, Domain];
  readonly units?: Units;
  readonly volume?: FieldVolume;
  readonly role?: 'exact' | 'learned';
  /** A learned field to be compared with `volume`. */
  readonly learned?: FieldVolume;
  readonly compare?: 'arrows' | 'difference';
  readonly trajectories?: Trajectories;
  /** Those of the learned field, on a line. */
  readonly learnedTrajectories?: Trajectories;
  readonly layers?: readonly string[];
}

/** What each layer is told. */
function answersOf({ volume, learned, trajectories, learnedTrajectories }: SceneOptions): Readonly<Record<string, unknown>> {
  const fields = [volume, learned].filter((one) => one !== undefined);
  const clouds = [trajectories, learnedTrajectories].filter((one) => one !== undefined);
  return {
    ...(fields.length > 0 && { arrows: { volumes: fields, speed: new FieldFrame(fields[0]).speed, isEnd: false }, streamlines: fields, density: volume, contours: volume }),
    ...(fields.length > 1 && { difference: fields }),
    ...(clouds.length > 0 && { particles: clouds.at(-1), paths: clouds }),
  };
}

function sceneOf(view: ViewName, options: SceneOptions, usual: readonly string[]): Scene {
  const { domain, ends = [domain, domain], units, role = 'exact', learned, learnedTrajectories, compare } = options;
  const extent: Extent = { domain, ends, reach: ends, ...(units && { units }) };
  const models: ModelName[] = learned || learnedTrajectories ? ['exact', 'learned'] : [role];
  const scene = new FigureScene(VIEWS[view].create.now!(extent), extent, { models, cloud: defaultsOf(CLOUD) }, (_layer, error) => {
    throw error;
  });
  const layers = options.layers ?? (compare === 'difference' ? ['difference', 'contours', 'particles'] : usual);
  for (const [name, answer] of Object.entries(answersOf(options))) if (layers.includes(name)) scene.add(name, layerOf(name)!.code.now!)!(answer);
  return scene;
}

/** The grid on which a view shows a field. */
export const gridIn = (view: ViewName, { domain, ends = [domain, domain] }: Pick<SceneOptions, 'domain' | 'ends'>): Grid => VIEWS[view].create.now!({ domain, ends, reach: ends }).fieldGrid(false);

export const planeScene = (options: SceneOptions): Scene => sceneOf('plane', options, VIEWS.plane.usual.field);
export const lineScene = (options: SceneOptions): Scene => sceneOf('line', options, VIEWS.line.usual.field);
export const spacetimeScene = (options: SceneOptions): Scene => sceneOf('spacetime', options, VIEWS.spacetime.usual.field);
export const volumeScene = (options: SceneOptions): Scene => sceneOf('volume', options, VIEWS.volume.usual.field);

/** The same trajectories that end in these points, as many as there are. */
export function endingIn(trajectories: Trajectories, { count, coordinates, dimension }: Points): Trajectories {
  const last = (trajectories.times.length - 1) * count * dimension;
  const positions = new Float32Array(trajectories.times.length * count * dimension);
  positions.set(coordinates, last);
  return { ...trajectories, count, positions };
}
