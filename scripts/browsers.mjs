/** All browser tests in every browser that is here; `npm test` runs the quick ones of Firefox and WebKit alone. */
import { ensureBrowsers } from './browser.mjs';
import { endWithNpm } from './npm.mjs';
import { runScript } from './run-script.mjs';

const LIMIT_MS = 20 * 60_000;

endWithNpm();
for (const [name, found] of Object.entries(ensureBrowsers())) {
  if (!found) continue;
  console.log(`\n── ${name}`);
  const { exitCode } = await runScript('browser', [], LIMIT_MS, { TEST_BROWSER: name });
  if (exitCode !== 0) process.exitCode = 1;
}
