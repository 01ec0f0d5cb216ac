/**
 * Which folder may import which, as a machine checks it (`npm run boundaries`).
 * Data flows one way: math <- data, training <- worker <- streams <- figures <- components, and scene beside streams.
 */
const CODE = '^(src|components)/';
const npm = (/** @type {string} */ names) => `^node_modules/(${names})/`;

/** What crosses from training to a page, as types: the page's side of the worker names them, and loads nothing by it. */
const TRAINING_TYPES = '^src/training/types\\.ts$';

/** The build puts its code into the worker's file, so that nobody has to install it. */
const BUNDLED = npm('@tensorflow');

/**
 * @param {string} name  a sentence in kebab case, printed when it is broken
 * @param {string | {path: string, pathNot?: string | string[]}} from
 * @param {import('dependency-cruiser').IForbiddenRuleType['to']} to
 */
const never = (name, from, to) => ({
  name, severity: 'error', from: typeof from === 'string' ? { path: from } : from, to,
});

/** A folder and all that its code may reach for; tests reach further and are not checked here. */
const only = (/** @type {string} */ folder, /** @type {string[]} */ allowed) => never(
  `${folder.replaceAll('/', '-')}-imports-only-what-it-may`,
  `^${folder}/`,
  { pathNot: [`^${folder}/`, ...allowed] },
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    // Types may look at each other: nothing of that is left when the code runs.
    never('no-cycles', CODE, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    never('every-import-resolves', '^(src|components|stories)/', { couldNotResolve: true }),
    never('no-development-packages-in-the-library', CODE, { dependencyTypes: ['npm-dev', 'npm-unknown', 'npm-no-pkg', 'core'], pathNot: BUNDLED }),

    only('src/math', []),
    only('src/words', []),
    only('src/code', ['^src/words/', npm('rxjs')]),
    only('src/data', ['^src/(math|words)/']),
    only('src/training', ['^src/(math|words)/', npm('@tensorflow')]),
    only('src/worker', ['^src/(math|training|words)/', npm('rxjs')]),
    only('src/streams', ['^src/(code|math|worker|words)/', npm('rxjs')]),
    only('src/scene', ['^src/(code|math)/', npm('three|@types/three')]),
    only('src/figures', ['^src/(code|streams|scene|math|words)/', npm('rxjs')]),
    only('components', ['^src/(code|figures|streams|scene|data|math|worker|words)/', npm('lit|lit-html|lit-element|@lit|rxjs')]),

    never('three-is-known-to-the-painter-of-webgl-alone', { path: '^src/scene/', pathNot: '^src/scene/painters/webgl(/|\\.ts$)' }, { path: npm('three|@types/three') }),
    // What several layers draw alike (axes, legends) is kept with the views; a gallery's layer is about that view alone.
    never('layers-and-probes-know-no-view', { path: '^src/figures/(layers|probes)/', pathNot: '^src/figures/layers/gallery\\.ts$' }, { path: '^src/figures/views/(plane|line|spacetime|volume|chart|gallery|table)\\.ts$' }),
    never('views-know-no-layer-and-no-probe', '^src/figures/views/', { path: '^src/figures/(layers|probes)/' }),

    never('what-a-page-loads-never-reaches-training', '^(components/|src/(figures|streams|scene)/|src/worker/index\\.ts$)', { path: '^src/training/index\\.ts$', reachable: true }),
    never('the-worker-side-knows-no-streams', '^src/worker/(entry[a-z-]*|abilities[a-z-]*|host|tasks|[a-z-]+-task|protocol)\\.ts$', { path: npm('rxjs') }),
    never('components-reach-the-worker-through-streams', { path: '^components/', pathNot: '^components/(fm-elements|standalone|classes)\\.ts$' }, { path: '^src/worker/' }),

    // $1 and $2 are the importing file's own folder: inside it everything may be imported, elsewhere its index alone.
    never('only-the-index-of-a-folder-in-src', { path: '^src/([^/]+)/' }, { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', TRAINING_TYPES] }),
    never('what-training-and-worker-share-is-types-alone', TRAINING_TYPES, { dependencyTypesNot: ['type-only'] }),
    never('only-the-index-of-a-folder-from-components', '^components/', { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index\\.ts$' }),
    never('stories-and-examples-use-public-entries', '^(stories|examples)/', { path: CODE, pathNot: [
      '^components/(fm-elements|classes)\\.ts$', '^components/fm-[a-z]+/fm-[a-z]+\\.ts$', '^src/(figures|streams|math|worker)/index\\.ts$',
    ] }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // The inlined source is text: what it holds is not what the page runs.
    doNotFollow: { path: ['node_modules', '^src/worker/inlined-[a-z]+\\.ts$'] },
    enhancedResolveOptions: { conditionNames: ['import', 'browser', 'default', 'types'], exportsFields: ['exports'], extensions: ['.ts', '.js', '.mjs'] },
  },
};
