import { defer, from, switchMap, type Observable } from 'rxjs';
import { inEnglish } from '../words/index.ts';
import { inTime, LOAD_MS, type Code } from './late.ts';
import { CODE_SENTENCES, type CodeSaying } from './sentences.ts';

/** Code cannot be had, for want of a network for example. */
export class CodeError extends Error {
  readonly code = 'code-load';
  readonly saying: CodeSaying;

  constructor(saying: CodeSaying) {
    super(inEnglish(CODE_SENTENCES, saying));
    this.name = 'CodeError';
    this.saying = saying;
  }
}

/** Code by the name that authors know it by. */
export interface Named<T> {
  readonly name: string;
  readonly code: Code<T>;
}

/** What is made with code: at once where all of it is here, else when it has come. An error is a {@link CodeError} that names what did not. */
export const withCode = <T>(all: readonly Named<unknown>[], make: () => Observable<T>): Observable<T> =>
  defer(() => (all.every(({ code }) => code.now !== undefined) ? make() : from(Promise.all(all.map(fetchNamed))).pipe(switchMap(make))));

async function fetchNamed({ name, code }: Named<unknown>): Promise<void> {
  try {
    // A server that answers with an empty file gives a module that has nothing.
    if ((await inTime(code.fetch(), () => new CodeError({ key: 'codeLate', name, seconds: LOAD_MS / 1000 }))) === undefined) throw new CodeError({ key: 'codeEmpty', name });
  } catch (error) {
    throw error instanceof CodeError ? error : new CodeError({ key: 'codeNotLoaded', name, reason: error instanceof Error ? error.message : String(error) });
  }
}
