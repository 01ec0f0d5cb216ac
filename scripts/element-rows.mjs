/** The rows of the elements' parameters, as the sources have them: for the manifest and for README's tables. */
import { runnerImport } from 'vite';
import { ROOT } from './npm.mjs';
import { decorators } from './vite-settings.mjs';

/** @typedef {import('fm-elements/streams').Row} Row */
/** @typedef {Readonly<Record<string, Row>>} Rows */

/** @returns {Promise<{ FmField: { rows: Rows }, FmTrainer: { rows: Rows }, FmSampler: { rows: Rows } }>} by the name of the class */
export async function elementRows() {
  const { module } = await runnerImport(`${ROOT}components/classes.ts`, { root: ROOT, configFile: false, logLevel: 'error', oxc: decorators });
  return /** @type {any} */ (module);
}
