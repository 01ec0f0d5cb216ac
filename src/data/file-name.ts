/** Parts of addresses that are written with percent signs, as an author would write them. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * What a file is called in a sentence: the last part of its address, without what is asked of a server; of data that have no name, what they are.
 *
 * @param address  absolute or relative, as an author writes it
 */
export function fileName(address: string): string {
  const [, inline] = /^\s*data:([^;,]*)/i.exec(address) ?? [];
  if (inline !== undefined) return inline || 'text/plain';
  if (/^\s*blob:/i.test(address)) return 'blob';
  const parts = address.split(/[?#]/, 1)[0].split('/');
  return decoded(parts.findLast((part) => part.trim()) ?? address);
}
