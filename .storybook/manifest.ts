import manifest from '../custom-elements.json';

/** Storybook reads descriptions as Markdown, and makes italics of underscores that formulas have: outside of code they are escaped. */
function escaped(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(escaped);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'description' ? escapedText(value as string) : escaped(value)]));
}

const escapedText = (text: string): string => text.split(/(`[^`]*`)/).map((part) => (part.startsWith('`') ? part : part.replaceAll('_', '\\_'))).join('');

export const described = escaped(manifest);
