/** Reads the tree once: every source file with its lines and imports, paths relative to the repository and with `/`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written. */
  readonly name: string;
  /** Path of the imported file, where it is one of ours. */
  readonly path?: string;
}

const SOURCE = /\.(ts|js|svelte|css|html)$/;
const IMPORT =
  /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)|^\s*@import\s+(?:url\()?['"]([^'"\n]+)['"]/gm;

/** Every source file under the given folders, sorted by path. */
export function readSources(folders: readonly string[] = ['src', 'tests']): Source[] {
  return folders
    .filter((folder) => existsSync(`${root}/${folder}`))
    .flatMap((folder) => readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => relative(root, `${entry.parentPath}${sep}${entry.name}`).split(sep).join('/'))
    .filter((path) => !path.startsWith('tests/fixtures/'))
    .sort()
    .map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    isTest: path.startsWith('tests/') || path.includes('.test.'),
    imports: importsOf(path, text),
  };
}

export function importsOf(path: string, text: string): Import[] {
  const names = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return [...new Set(names)].map((name) => ({ name, ...resolveImport(path, name) }));
}

function resolveImport(from: string, name: string): { path?: string } {
  const bare = name.replace(/\?.*$/, '');
  const street = /^#(\w[\w-]*)\/(.*)$/.exec(bare);
  if (street) return { path: street[1] === 'tests' ? `tests/${street[2]}` : `src/${street[1]}/${street[2]}` };
  if (/^\.\.?\//.test(bare) && !/^\.\/\$types/.test(bare)) {
    return { path: posix.join(posix.dirname(from), bare) };
  }
  return {};
}
