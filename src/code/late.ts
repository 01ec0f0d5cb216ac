/** A view, layer or probe, or what only some pictures need: its code is here with the page's first figure, or fetched by the first that shows it. */
export interface Code<T> {
  /** Undefined until it has come. */
  readonly now: T | undefined;
  /** Rejects with what the browser says; who asks again later has it fetched again. */
  fetch(): Promise<T>;
}

export const here = <T>(now: T): Code<T> => ({ now, fetch: () => Promise.resolve(now) });

/** @param load  imports the module and picks what it is about */
export function fetched<T>(load: () => Promise<T>): Code<T> {
  let now: T | undefined;
  return {
    get now() {
      return now;
    },
    fetch: async () => (now ??= await load()),
  };
}

/** As for a worker: on a slow phone and line it has come long before. */
export const LOAD_MS = 10_000;

/** @param late  what it fails with after ten seconds: behind the address may be a server that never answers */
export async function inTime<T>(code: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), LOAD_MS);
  });
  return Promise.race([code, end]).finally(() => clearTimeout(timer));
}
