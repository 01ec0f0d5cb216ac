/**
 * Builds dist/cdn/: a small entry for a script tag, which fetches its parts from beside itself, from whatever origin: views and layers that
 * few pages show, what is drawn in three dimensions, an author's data, and the workers, each when a page asks for it. All of it is in this
 * one folder.
 */
import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './npm.mjs';
import { noticeCollector } from './third-party.mjs';

/** What a page loads first. */
const ENTRY = 'fm-elements';

/**
 * What style sheets say to people is not for browsers, nor is how templates are indented.
 * @type {import('rolldown').Plugin}
 */
const templatesAreShort = {
  name: 'templates-are-short',
  transform: (code, id) => (id.includes('/dist/components/') ? code.replace(/\bcss `[^`]*`/g, shortened).replace(/\n +/g, '\n') : null),
};

/** @param {string} css without a text that has braces, semicolons, commas, colons or several spaces in it */
const shortened = (css) => css.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ').replace(/ ?([{};,>]) ?/g, '$1').replace(/: /g, ':').replace(/;\}/g, '}').replace(/\b0\./g, '.');

/** Builders of rows, whose second argument says to people what a parameter means. */
const BUILDERS = new Set(['number', 'numberOr', 'numbers', 'word', 'wordOrNone', 'words', 'form', 'law', 'places', 'flag', 'text', 'address']);

/**
 * What tables of parameters, views and probes say to README and to editors is not for browsers either.
 * @type {import('rolldown').Plugin}
 */
const meaningsAreForAuthors = {
  name: 'meanings-are-for-authors',
  transform(code, id) {
    if (!/\/dist\/(components|src\/(streams\/parameters|figures))\//.test(id) || !/\bmeaning:|\brows\.|builders\.js/.test(code)) return null;
    const isTable = id.endsWith('/parameters/table.js');
    /** @type {{ start: number, end: number }[]} */
    const said = [];
    walk(this.parse(code), (node) => {
      if (node.type === 'CallExpression') {
        const { callee, arguments: [, meaning] } = node;
        const isBuilder = isTable ? BUILDERS.has(callee.name) : callee.object?.name === 'rows' && BUILDERS.has(callee.property.name);
        if (isBuilder && meaning) said.push(meaning);
      } else if (node.type === 'Property' && node.key.name === 'meaning' && node.value.type === 'Literal') said.push(node.value);
    });
    return said.sort((a, b) => b.start - a.start).reduce((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, code);
  },
};

/** @param {any} node of a syntax tree @param {(node: any) => void} visit */
function walk(node, visit) {
  if (Array.isArray(node)) return node.forEach((child) => walk(child, visit));
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}

/** @type {import('rolldown').Plugin} */
const workersStandBeside = {
  name: 'workers-stand-beside',
  load: (id) => (id.endsWith('/src/worker/moved-module.js') ? 'export const isMoved = () => false;' : null),
};

/**
 * Modules that hold some code, by the end of their paths, and what they hold in parts: what follows a training is for pages that train or show a network, what
 * few figures ask is for these, and words about mistakes are for pages that have some.
 */
const LATER = {
  '/src/streams/training-code.js': "import { fetched } from '../code/index.js'; export const TRAINING_CODE = fetched(async () => (await import('./train.js')).trainKeeping);",
  '/src/streams/rare-code.js': "import { fetched } from '../code/index.js'; export const RARE_CODE = fetched(() => import('./rare-questions.js'));",
  '/src/figures/motion-code.js': "import { fetched } from '../code/index.js'; export const MOTION_CODE = fetched(async () => (await import('./motion.js')).Motion);",
  '/components/locales/problem-code.js': "import { fetched } from '../../src/code/index.js'; export const PROBLEM_CODE = fetched(async () => (await import('./problems-en.js')).problems);",
};

/** @type {import('rolldown').Plugin} */
const someComesLater = {
  name: 'some-comes-later',
  load: (id) => Object.entries(LATER).find(([end]) => id.endsWith(end))?.[1] ?? null,
};

/**
 * Operators take observables (another copy's too), promises and arrays here: no streams of bytes, no generators, no objects of streams, and no other
 * schedulers; and errors that nobody takes are never thrown in the midst of a subscription, as rxjs could once be told to.
 * @type {import('rolldown').Plugin}
 */
const sourcesAreFew = {
  name: 'sources-are-few',
  load(id) {
    if (id.endsWith('/util/argsArgArrayOrObject.js')) return 'export const argsArgArrayOrObject = (args) => ({ args: args.length === 1 && Array.isArray(args[0]) ? args[0] : args, keys: null });';
    if (id.endsWith('/util/errorContext.js')) return 'export const errorContext = (act) => act(); export const captureError = () => undefined;';
    return null;
  },
  transform(code, id) {
    if (id.endsWith('/observable/from.js')) return "export { innerFrom as from } from './innerFrom';";
    if (!id.endsWith('/observable/innerFrom.js')) return null;
    const branch = /if \(is(AsyncIterable|Iterable|ReadableStreamLike)\(input\)\) \{\s*return \w+\(input\);\s*\}/g;
    if (code.match(branch)?.length !== 3) throw new Error(`${id} is not as it was: see ${import.meta.url}.`);
    return code.replace(branch, '');
  },
};

/** Decorators stand on fields alone, as tsc writes them: one helper does for all files, without what accessors and other compilers would need. */
const DECORATE = '\0decorate';
/** @type {import('rolldown').Plugin} */
const decoratorsAreOfFields = {
  name: 'decorators-are-of-fields',
  resolveId: (id) => (id === DECORATE ? id : null),
  load(id) {
    if (id === DECORATE) return `export const decorate = (decorators, target, key) => {
      const own = decorators.reduceRight((found, decorator) => decorator(target, key) ?? found, undefined);
      if (own) Object.defineProperty(target, key, own);
    };`;
    if (id.endsWith('/decorators/property.js')) return 'export const property = (options) => (target, key) => void target.constructor.createProperty(key, options);';
    if (id.endsWith('/decorators/query.js')) return 'export const query = (selector) => () => ({ configurable: true, get() { return this.renderRoot?.querySelector(selector) ?? null; } });';
    return null;
  },
  transform(code, id) {
    if (!id.includes('/dist/components/') || !code.includes('var __decorate =')) return null;
    const helper = /var __decorate = function[^]*?\n\};\n/;
    const others = code.match(/__decorate\(\[[^\]]*\], \w+\.prototype, "\w+", (?!void 0\))/);
    if (!helper.test(code) || others) throw new Error(`${id} is decorated otherwise: see ${import.meta.url}.`);
    return `import { decorate as __decorate } from ${JSON.stringify(DECORATE)};\n${code.replace(helper, '')}`;
  },
};

/** @param {string} entry a built module, from the repository's root @param {Set<string>} packages folders of the packages that go into it are added */
const bundleOf = (entry, packages) => rolldown({
  input: ROOT + entry,
  platform: 'browser',
  // Parts have what they share with the entry from there: in a file of its own no figure could be drawn before that had come too.
  preserveEntrySignatures: 'allow-extension',
  // Reading a property does nothing else, here and in our packages.
  treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
  // A constant that two parts share would be such a file.
  optimization: { inlineConst: { mode: 'all', pass: 2 } },
  // Without `es2015`, rxjs resolves to its ES5 build, which is a third larger.
  resolve: { conditionNames: ['es2015', 'import', 'module', 'browser', 'production', 'default'] },
  plugins: [workersStandBeside, someComesLater, sourcesAreFew, decoratorsAreOfFields, meaningsAreForAuthors, templatesAreShort, /** @type {import('rolldown').Plugin} */ (noticeCollector(packages))],
});

/** @type {import('rolldown').OutputOptions} */
const OUTPUT = {
  format: 'es',
  minify: true,
  codeSplitting: { groups: [{ name: ENTRY, tags: ['$initial'] }] },
  comments: { legal: false, annotation: false, jsdoc: false },
  entryFileNames: `${ENTRY}.js`,
  // A copy of another version in a cache must not be taken for a part of this one.
  chunkFileNames: '[name]-[hash].js',
};

/**
 * @param {{ entry: string, folder: string, workers: string[], packages: Set<string>, banner: string }} what
 *   a built module, where its parts go, and the built workers, from the repository's root; folders of the packages that go into it are
 *   added to `packages`
 */
export async function buildCdn({ entry, folder, workers, packages, banner }) {
  const bundle = await bundleOf(entry, packages);
  await bundle.write({ ...OUTPUT, dir: ROOT + folder, postBanner: ({ isEntry }) => (isEntry ? banner : '') });
  await bundle.close();
  for (const worker of workers) copyFileSync(ROOT + worker, `${ROOT}${folder}/${basename(worker)}`);
}

/** The entry by itself, with what is left of each module in it. @param {string} entry a built module, from the repository's root */
export async function cdnEntry(entry) {
  const bundle = await bundleOf(entry, new Set());
  const { output: [chunk] } = await bundle.generate(OUTPUT);
  await bundle.close();
  return chunk;
}
