/** Writes README's tables of attributes anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withAttributeTables } from './attribute-tables.mjs';
import { elementRows } from './element-rows.mjs';
import { ROOT } from './npm.mjs';

const path = `${ROOT}README.md`;
writeFileSync(path, withAttributeTables(readFileSync(path, 'utf8'), await elementRows()));
