import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** Path of a file of the package, from its root. */
export const pathOf = (file: string): string => fileURLToPath(new URL(file, root));

/** Text of a built file; says what to do when it is not there. */
export function textOf(file: string): string {
  if (!existsSync(pathOf(file))) throw new Error(`${file} is missing: run "npm run build" first.`);
  return readFileSync(pathOf(file), 'utf8');
}

type Target = string | { types: string; default: string };

/** The entries of package.json that are code, by the name they are imported under. */
export function codeEntries(): [name: string, target: { types: string; default: string }][] {
  const { exports } = JSON.parse(textOf('package.json')) as { exports: Record<string, Target> };
  return Object.entries(exports).flatMap(([key, target]) =>
    typeof target === 'string' ? [] : [[key.replace(/^\./, 'fm-elements'), target] as const]).map(([name, target]) => [name, target]);
}
