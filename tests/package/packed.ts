import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npmCommand } from '../../scripts/npm.mjs';
import { pathOf, textOf } from './built.ts';

interface Manifest {
  readonly dependencies: Record<string, string>;
}

/** Names of the packages that come with this one. */
export const runtimeDependencies = (): string[] => Object.keys((JSON.parse(textOf('package.json')) as Manifest).dependencies);

/**
 * A folder in which `npm install fm-elements` was said: it has what `npm pack` packs, and beside it nothing but the runtime
 * dependencies (as links: they are on this disk already).
 *
 * @returns its path; `remove` when it is no longer needed
 */
export function installPacked(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'fm-elements-'));
  const { program, first, shell } = npmCommand;
  execFileSync(program, [...first, 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: pathOf('.'), shell });
  const { version } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8')) as { version: string };
  execFileSync('tar', ['-xzf', `fm-elements-${version}.tgz`], { cwd: folder });
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  cpSync(join(folder, 'package'), join(packages, 'fm-elements'), { recursive: true });
  for (const name of runtimeDependencies()) {
    mkdirSync(dirname(join(packages, name)), { recursive: true });
    symlinkSync(pathOf(`node_modules/${name}`), join(packages, name), 'junction');
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
