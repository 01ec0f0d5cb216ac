/** README's tables of attributes: what stands between their marks comes of the rows. */
import { defaultOf, meaningOf } from './describe-row.mjs';

/** @typedef {import('./element-rows.mjs').Rows} Rows */
/** @typedef {{ FmField: { rows: Rows }, FmTrainer: { rows: Rows }, FmSampler: { rows: Rows } }} Elements */

/** @param {import('./describe-row.mjs').Row[]} rows */
const tableOf = (rows) => [
  '| attribute | default | meaning |',
  '|---|---|---|',
  ...rows.map((row) => `| \`${row.attribute}\` | ${defaultOf(row)}${defaultOf(row) && ' '}| ${meaningOf(row)} |`),
].join('\n');

/** @param {Elements} elements rows by the name of their table: what all have, and what each has beside */
function tablesOf(elements) {
  const { FmField, FmTrainer, FmSampler } = elements;
  const all = [FmField, FmTrainer, FmSampler].map(({ rows }) => rows);
  const shared = Object.entries(FmField.rows).filter(([name]) => all.every((rows) => Object.hasOwn(rows, name))).map(([, row]) => row);
  const others = (/** @type {Rows} */ rows) => Object.values(rows).filter((row) => !shared.includes(row));
  return { all: shared, 'fm-field': others(FmField.rows), 'fm-trainer': others(FmTrainer.rows), 'fm-sampler': others(FmSampler.rows) };
}

/** @param {string} readme @param {Elements} elements @returns {string} README with the tables as the rows have them */
export function withAttributeTables(readme, elements) {
  return Object.entries(tablesOf(elements)).reduce((text, [name, rows]) => {
    const parts = text.split(new RegExp(`(?<=<!-- attributes of ${name} -->\\n)[^]*?(?=\\n<!-- end -->)`));
    if (parts.length !== 2) throw new Error(`README.md has ${parts.length - 1} places for the attributes of ${name}: it must be one.`);
    return parts.join(tableOf(rows));
  }, readme);
}
