/**
 * Which folder may import which, as a machine checks it (`npm run boundaries`).
 * Data flows one way: math <- data, training <- worker <- streams <- components, and scene beside them.
 */
const CODE = '^(src|components)/';
const npm = (/** @type {string} */ names) => `^node_modules/(${names})/`;

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
    only('src/data', ['^src/math/']),
    only('src/training', ['^src/math/', npm('@tensorflow')]),
    only('src/worker', ['^src/(math|training)/', npm('rxjs')]),
    only('src/streams', ['^src/(math|worker)/', npm('rxjs')]),
    only('src/scene', ['^src/math/', npm('three|@types/three')]),
    only('components', ['^src/(streams|scene|data|math|worker)/', npm('lit|lit-html|lit-element|@lit|rxjs')]),

    never('what-a-page-loads-never-reaches-training', '^(components/|src/(streams|scene)/|src/worker/index\\.ts$)', { path: '^src/training/index\\.ts$', reachable: true }),
    never('the-worker-side-knows-no-streams', '^src/worker/(entry|host|tasks|[a-z-]+-task|protocol)\\.ts$', { path: npm('rxjs') }),
    never('components-reach-the-worker-through-streams', { path: '^components/', pathNot: '^components/(fm-elements|standalone|classes)\\.ts$' }, { path: '^src/worker/' }),

    // $1 and $2 are the importing file's own folder: inside it everything may be imported, elsewhere its index alone.
    never('only-the-index-of-a-folder-in-src', { path: '^src/([^/]+)/' }, { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] }),
    never('only-the-index-of-a-folder-from-components', '^components/', { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index\\.ts$' }),
    never('stories-and-examples-use-public-entries', '^(stories|examples)/', { path: CODE, pathNot: [
      '^components/(fm-elements|classes)\\.ts$', '^components/fm-[a-z]+/fm-[a-z]+\\.ts$', '^src/(streams|math|worker)/index\\.ts$',
    ] }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // The inlined source is text: what it holds is not what the page runs.
    doNotFollow: { path: ['node_modules', '^src/worker/inlined-source\\.ts$'] },
    enhancedResolveOptions: { conditionNames: ['import', 'browser', 'default', 'types'], exportsFields: ['exports'], extensions: ['.ts', '.js', '.mjs'] },
  },
};
