import { spawn } from 'node:child_process';
import { npmCommand, ROOT } from './npm.mjs';

/** What a runner gets to close its browser by itself before its whole process group is killed. */
const GRACE_MS = 5_000;
const isWindows = process.platform === 'win32';

/**
 * Runs one script of package.json in a process group of its own, so that nothing of it outlives its time.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {number} limitMs  time after which it is ended
 * @param {Record<string, string | undefined>} env  added to ours
 * @returns {Promise<{ exitCode: number, elapsedMs: number, timedOut: boolean }>}
 */
export function runScript(script, args, limitMs, env) {
  const { program, first, shell } = npmCommand;
  const began = performance.now();
  const child = spawn(program, [...first, 'run', '--silent', script, '--', ...args], {
    cwd: ROOT, shell, detached: !isWindows, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env },
  });

  const signal = (/** @type {NodeJS.Signals} */ name) => {
    if (child.pid === undefined) return;
    try {
      if (isWindows) child.kill(name);
      else process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  let timedOut = false;
  /** @type {NodeJS.Timeout | undefined} */
  let lastResort;
  const limit = setTimeout(() => {
    timedOut = true;
    signal('SIGTERM');
    lastResort = setTimeout(() => signal('SIGKILL'), GRACE_MS);
  }, Math.max(0, limitMs));
  const interrupted = (/** @type {NodeJS.Signals} */ name) => {
    signal(name);
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

  return new Promise((resolve) => {
    const finish = (/** @type {number} */ exitCode) => {
      clearTimeout(limit);
      clearTimeout(lastResort);
      // What a runner left behind (a browser, a server) must not disturb the next stage.
      signal('SIGKILL');
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ exitCode: timedOut ? 1 : exitCode, elapsedMs: performance.now() - began, timedOut });
    };
    child.once('error', () => finish(1));
    child.once('exit', (code) => finish(code ?? 1));
  });
}
