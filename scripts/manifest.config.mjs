/** Settings of the custom elements manifest: what an author can use, at the paths of the built package. */
import { meaningOf, typeOf } from './describe-row.mjs';
import { elementRows } from './element-rows.mjs';

const elements = await elementRows();

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

/** @typedef {{ name: string, members?: { name: string }[], attributes?: object[], events?: { name: string }[] }} Declaration */

/** Attributes, and the properties that come of them, are the rows of the elements. */
const attributesOfRows = {
  name: 'attributes-of-rows',
  packageLinkPhase(/** @type {{ customElementsManifest: { modules: { declarations?: Declaration[] }[] } }} */ { customElementsManifest }) {
    for (const declaration of customElementsManifest.modules.flatMap(({ declarations = [] }) => declarations)) {
      const { rows } = elements[/** @type {keyof typeof elements} */ (declaration.name)] ?? {};
      if (!rows) continue;
      const said = Object.entries(rows).map(([fieldName, row]) => {
        const description = meaningOf(row);
        const initial = row.default === undefined ? {} : { default: JSON.stringify(row.default) };
        return { name: row.attribute, fieldName, type: { text: typeOf(row) }, description, ...initial };
      });
      declaration.attributes = said;
      const fields = said.map(({ name, fieldName, ...rest }) => ({ kind: 'field', ...rest, name: fieldName, attribute: name }));
      // What `emit` calls its parameter is taken for an event.
      declaration.events = declaration.events?.filter(({ name }) => name !== 'type');
      declaration.members = [...fields, ...(declaration.members ?? []).filter(({ name }) => !Object.hasOwn(rows, name))];
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
  plugins: [publicMembersOnly, attributesOfRows, pathsOfThePackage],
};
