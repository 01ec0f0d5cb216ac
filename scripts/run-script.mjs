import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { npmCommand, ROOT } from './npm.mjs';

/** What a runner gets to close its browser, which is no member of its group, before the group is killed. */
const GRACE_MS = 5_000;
const POLL_MS = 50;
const LAST_WORDS_MS = 1_000;
const EXIT_CODE_OF_INTERRUPTION = 130;
const isWindows = process.platform === 'win32';

/** Ends each group that runs. @type {Set<() => Promise<void>>} */
const running = new Set();
let isInterrupted = false;

async function interrupted() {
  isInterrupted = true;
  await Promise.all([...running].map((end) => end()));
  process.exit(EXIT_CODE_OF_INTERRUPTION);
}
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

/**
 * Runs one script of package.json in a process group of its own, so that nothing of it outlives its time.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {number} limitMs  time after which it is ended
 * @param {Record<string, string | undefined>} env  added to ours
 * @param {(text: string) => void} [print]  gets what it prints, piece by piece; without, it prints where we do
 * @returns {Promise<{ exitCode: number, elapsedMs: number, timedOut: boolean }>}
 */
export function runScript(script, args, limitMs, env, print) {
  const { program, first, shell } = npmCommand;
  const began = performance.now();
  const out = print ? 'pipe' : 'inherit';
  const child = spawn(program, [...first, 'run', '--silent', script, '--', ...args], {
    cwd: ROOT, shell, detached: !isWindows, stdio: ['ignore', out, out], env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => print?.(text));

  /** @param {NodeJS.Signals | 0} name @returns {boolean} whether there was anyone left to hear it */
  const signal = (name) => {
    if (child.pid === undefined) return false;
    try {
      return isWindows ? child.kill(name) : process.kill(-child.pid, name);
    } catch {
      return false;
    }
  };
  const endGroup = async () => {
    const deadline = performance.now() + GRACE_MS;
    signal('SIGTERM');
    while (signal(0) && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal('SIGKILL');
  };

  return new Promise((resolve) => {
    let timedOut = false;
    running.add(endGroup);
    const limit = setTimeout(() => {
      timedOut = true;
      void finish(1);
    }, Math.max(0, limitMs));

    let isFinished = false;
    const finish = async (/** @type {number} */ exitCode) => {
      if (isFinished) return;
      isFinished = true;
      const elapsedMs = performance.now() - began;
      clearTimeout(limit);
      // Also after a good end: what a runner left behind must not disturb the next stage.
      await endGroup();
      // The last of what it printed may still be on its way: failures are told there.
      if (print && !child.stdout?.closed) await Promise.race([once(child, 'close'), new Promise((late) => setTimeout(late, LAST_WORDS_MS))]);
      running.delete(endGroup);
      // While this process is being ended, nobody shall start the next script.
      if (!isInterrupted) resolve({ exitCode, elapsedMs, timedOut });
    };
    child.once('error', () => void finish(1));
    child.once('exit', (code) => void finish(code ?? 1));
  });
}
