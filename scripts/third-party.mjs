/** The licences of the packages whose code the bundled files contain. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;

/**
 * A Vite plugin that notes the folder of each package that a bundle takes code from.
 * @param {Set<string>} packages  filled while it bundles
 * @returns {import('vite').Plugin}
 */
export const noticeCollector = (packages) => ({
  name: 'third-party-notices',
  generateBundle(_options, chunks) {
    for (const chunk of Object.values(chunks)) {
      for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
        const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/').replace(/\0/g, ''))?.[0];
        if (folder !== undefined && existsSync(join(folder, 'package.json'))) packages.add(folder);
      }
    }
  },
});

/** @param {string} folder @returns {string} */
function noticeOf(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const address = homepage ?? repository?.url ?? repository ?? '';
  // TensorFlow.js packs no copy of its licence; rxjs below has the same one.
  const body = texts.length > 0 ? texts.join('\n\n') : `Under the ${license} licence, https://spdx.org/licenses/${license}.html`;
  return `${name} ${version} (${license}) ${address}\n\n${body}\n`;
}

/** @param {Set<string>} packages @returns {string} one text with each package's licence, in alphabetical order */
export function thirdPartyNotices(packages) {
  const line = `\n${'-'.repeat(80)}\n\n`;
  return ['The files of this folder contain code of these packages.\n', ...[...packages].sort().map(noticeOf)].join(line);
}
