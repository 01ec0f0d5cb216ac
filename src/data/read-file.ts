import { DataError } from './data-error.ts';
import { MAX_BYTES, type FetchedFile } from './fetch-file.ts';

/**
 * A file that a reader has chosen or dropped. One of more than 8 MB is refused before anything of it is read.
 *
 * @throws DataError  of the attribute `src`, when it is too large, or is a folder or gone
 */
export async function readFile(file: File): Promise<FetchedFile> {
  const { name, size, type } = file;
  if (size > MAX_BYTES) throw new DataError('src', { key: 'largeFile', file: name, megabytes: MAX_BYTES / 2 ** 20 });
  try {
    return { bytes: new Uint8Array(await file.arrayBuffer()), type: type.toLowerCase(), name };
  } catch {
    throw new DataError('src', { key: 'unreadableFile', file: name });
  }
}
