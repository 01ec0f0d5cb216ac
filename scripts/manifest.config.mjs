/** Settings of the custom elements manifest: what an author can use, at the paths of the built package. */

const isPublic = (/** @type {{ name?: string, privacy?: string }} */ member) =>
  member.privacy === undefined || member.privacy === 'public';

/** The analyzer lists private fields too, and Storybook would show them to the reader as settings. */
const publicMembersOnly = {
  name: 'public-members-only',
  packageLinkPhase(/** @type {{ customElementsManifest: { modules: { declarations?: { members?: { privacy?: string }[] }[] }[] } }} */ { customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations) declaration.members &&= declaration.members.filter(isPublic);
    }
  },
};

/** @param {string} path of a source, from the root or from the module that names it */
const builtPath = (path) => path.replace(/^\/?(components|src)\//, 'dist/$1/').replace(/\.ts$/, '.js');

/** @param {unknown} node every `path` and `module` in the manifest names a source; the package holds the built file */
function toBuiltPaths(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'path' || key === 'module') && typeof value === 'string') Object.assign(node, { [key]: builtPath(value) });
    else toBuiltPaths(value);
  }
}

const pathsOfThePackage = {
  name: 'paths-of-the-package',
  packageLinkPhase(/** @type {{ customElementsManifest: object }} */ { customElementsManifest }) {
    toBuiltPaths(customElementsManifest);
  },
};

export default {
  globs: ['components/**/*.ts'],
  exclude: ['components/standalone.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [publicMembersOnly, pathsOfThePackage],
};
