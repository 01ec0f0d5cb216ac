/** `npm run bench -- NAME` runs the benchmark in bench/NAME/index.mjs. */
import { existsSync, readdirSync } from 'node:fs';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const [name, ...args] = process.argv.slice(2);
const program = name === undefined ? undefined : new URL(`${name}/index.mjs`, folder);

if (program === undefined || !names.includes(name) || !existsSync(program)) {
  console.error(`Say which benchmark: npm run bench -- NAME, where NAME is one of: ${names.join(', ') || '(there is none yet)'}.`);
  process.exitCode = 1;
} else {
  const { run } = await import(program.href);
  await run(args);
}
