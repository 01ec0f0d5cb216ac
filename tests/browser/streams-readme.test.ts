import { expect } from '@open-wc/testing';
import * as rxjs from 'rxjs';
import * as math from '../../src/math/index.ts';
import * as streams from '../../src/streams/index.ts';
import readme from '../../src/streams/README.md?raw';

const examples = [...readme.matchAll(/^### (.+)\n```js\n([\s\S]*?)```/gm)].map(([, title, code]) => ({ title, code }));
const { firstValueFrom, of, filter, toArray } = rxjs;
/** What the examples import, and the functions of RxJS that they take as known. */
const known = { ...math, ...streams, firstValueFrom, of, filter, toArray };

/** A line that ends in an arrow must have that value, one that ends in `throws` must throw an error of that name. */
function toChecks(code: string): string {
  return code
    .replace(/^import .*$/gm, '')
    .replace(/^(?:const .*|(.*?)); \/\/ (→|throws) (.*)$/gm, (line, expression: string | undefined, kind: string, stated: string) =>
      expression === undefined ? line : `await check(${JSON.stringify(stated)}, ${kind === '→'}, async () => (${expression}));`,
    );
}

async function check(stated: string, isValue: boolean, evaluate: () => Promise<unknown>): Promise<void> {
  const found = await evaluate().then((value) => JSON.stringify(value), (error: Error) => `throws ${error.name}`);
  expect(found).to.equal(isValue ? stated : `throws ${stated}`);
}

describe('the examples of fm-elements/streams', () => {
  for (const { title, code } of examples) {
    it(`${title} does as it says`, async () => {
      const names = Object.keys(known);
      const body = `return (async () => { ${toChecks(code)} })();`;
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      await (new Function('check', ...names, body) as (...all: unknown[]) => Promise<void>)(check, ...Object.values(known));
      streams.setWorkerUrl(undefined);
    });
  }

  it('leave no function out', () => {
    const shown = examples.map(({ title }) => title).join(', ');
    for (const name of Object.keys(streams)) expect(shown).to.contain(name);
  });
});
