import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const { resolve } = createRequire(import.meta.url);
const font = (family: string, file: string) => ({ family, base64: readFileSync(resolve(`@fontsource/${file}.woff2`)).toString('base64') });

/** Formulas ask for this one first, whatever it holds here. */
const MATHEMATICS = font('STIX Two Math', 'noto-sans-math/files/noto-sans-math-latin-400-normal');
const TEXT = font('Text of pictures', 'open-sans/files/open-sans-latin-400-normal');

/** Pages that will be opened write in the project's own fonts, also where a figure asks for a monospaced font, and in colours that go with the reader's scheme. */
export async function useFonts(page: Page): Promise<void> {
  await page.addInitScript(({ fonts, page: css, figure }) => {
    const sheetOf = (text: string): CSSStyleSheet => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    };
    // From their bytes: a canvas that writes before a font has come would not write again.
    for (const { family, base64 } of fonts) document.fonts.add(new FontFace(family, Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))));
    document.adoptedStyleSheets.push(sheetOf(css));
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      const own = sheetOf(figure);
      queueMicrotask(() => root.adoptedStyleSheets.push(own));
      return root;
    };
  }, {
    fonts: [MATHEMATICS, TEXT],
    page: `
      body { background: #fff !important; color: #222 !important; font-family: "${TEXT.family}" !important }
      @media (prefers-color-scheme: dark) { body { background: #16181c !important; color: #ddd !important } }`,
    figure: 'code { font-family: inherit }',
  });
}
