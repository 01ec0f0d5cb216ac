/** Builds Storybook into out/storybook, and fails when it holds nothing to look at: Storybook itself would not. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ROOT } from './npm.mjs';

const FOLDER = 'out/storybook';

const { status } = spawnSync(
  process.execPath,
  [`${ROOT}node_modules/storybook/dist/bin/dispatcher.js`, 'build', '-o', FOLDER, '--quiet', '--disable-telemetry'],
  { cwd: ROOT, stdio: 'inherit' },
);
if (status !== 0) process.exit(1);

/** @type {{ entries: Record<string, { type: 'story' | 'docs', title: string }> }} */
const { entries } = JSON.parse(readFileSync(`${ROOT}${FOLDER}/index.json`, 'utf8'));
const count = (/** @type {'story' | 'docs'} */ type) => Object.values(entries).filter((entry) => entry.type === type).length;
console.log(`${FOLDER}: ${count('story')} stories on ${count('docs')} pages`);
if (count('story') === 0) throw new Error('There is no story in stories/.');
