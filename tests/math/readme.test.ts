import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { describe, expect, test } from 'vitest';
import * as math from '../../src/math/index.ts';

const readme = readFileSync(new URL('../../src/math/README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^### (.+)\n(?:[^`#]*\n)?```js\n([\s\S]*?)```/gm)].map(([, title, code]) => ({ title, code }));

/** As the README prints values: numbers to four decimals. */
function printed(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (ArrayBuffer.isView(part)) return Array.from(part as Float64Array);
    return typeof part === 'number' ? Number(part.toFixed(4)) + 0 : part;
  });
}

/** A line that ends in an arrow is compared with what follows, one that ends in `throws` must throw. */
function run(code: string): { line: string; actual: string; stated: string }[] {
  const seen: { line: string; actual: string; stated: string }[] = [];
  const names: string[] = [];
  const body = code
    .replace(/import \{([^}]*)\} from 'fm-elements\/math';/g, (_all, list: string) => {
      names.push(...list.split(',').map((name) => name.trim()));
      return '';
    })
    .split('\n')
    .map((line) => {
      const [, expression, kind, stated] = /^(.*?); \/\/ (→|throws) (.*)$/.exec(line) ?? [];
      return kind ? `compare(${JSON.stringify(line)}, ${JSON.stringify(stated)}, ${kind === '→'}, () => (${expression}));` : line;
    })
    .join('\n');
  const compare = (line: string, stated: string, isValue: boolean, evaluate: () => unknown): void => {
    if (isValue) {
      seen.push({ line, actual: printed(evaluate()), stated });
      return;
    }
    let message = 'nothing was thrown';
    try {
      evaluate();
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
    seen.push({ line, actual: message.slice(0, stated.length), stated });
  };
  const given = names.map((name) => (math as Record<string, unknown>)[name]);
  // Compiled in this realm, so that typed arrays are the same on both sides.
  const example = compileFunction(body, ['compare', ...names]) as (...given: unknown[]) => void;
  example(compare, ...given);
  return seen;
}

describe('every example of the README runs and gives what it says', () => {
  test.each(examples)('$title', ({ code }) => {
    const lines = run(code);
    expect(lines.length).toBeGreaterThan(0);
    for (const { line, actual, stated } of lines) expect(actual, line).toBe(stated);
  });
});

test('every public function has an example', () => {
  const shown = new Set(examples.flatMap(({ title }) => title.split(', ')));
  expect(Object.keys(math).filter((name) => !shown.has(name))).toEqual([]);
  for (const { title, code } of examples) for (const name of title.split(', ')) expect(code).toContain(name);
});
