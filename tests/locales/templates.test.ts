import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const COMPONENTS = new URL('../../components/', import.meta.url);
const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('locales/'));

/** What Lit templates of a source write themselves, without what is put into them. */
function templatesOf(name: string): string[] {
  const source = ts.createSourceFile(name, readFileSync(new URL(name, COMPONENTS), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ['html', 'svg'].includes(node.tag.getText(source))) {
      const { template } = node;
      found.push(ts.isNoSubstitutionTemplateLiteral(template) ? template.text : [template.head, ...template.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('\n'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('templates write no words of their own: all that is said comes from the locales', () => {
  const templates = files.flatMap((name) => templatesOf(name).map((text) => ({ name, text })));
  expect(templates.length).toBeGreaterThan(15);
  const said = templates.flatMap(({ name, text }) => [
    ...text.replace(/<[^<>]*>/g, ' ').split('\n'),
    ...[...text.matchAll(/\b(?:aria-(?:label|valuetext|roledescription|description)|title|alt|placeholder)="([^"]*)"/g)].map(([, value]) => value),
  ].filter((part) => /\p{L}{2}/u.test(part)).map((part) => `${name}: ${part.trim()}`));
  expect(said).toEqual([]);
});
