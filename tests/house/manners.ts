/** Names, lengths and leftovers: what tests/house says about a single file. */
import type { Source } from './sources.ts';

export const MOST_LINES = 250;

/** Migrations and tables of data may be long: they are read by the row. */
export function isTable(path: string): boolean {
  return /\/migrations\/|\/tables\/|[-/]tables?\.ts$/.test(path);
}

const SHY = /^(utils?|helpers?|common|misc|base|managers?|services?|handlers?|data|info|items?)$/;
const FIXED = new Set(['service-worker']);

/** A file's or folder's name that says nothing, or is written in another manner than its neighbours. */
export function fileNameFault(path: string): string[] {
  const parts = path.split('/');
  const shy = parts.filter((part) => {
    const stem = part.replace(/\..*$/, '');
    const words = stem
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split('-');
    return !FIXED.has(stem) && SHY.test(words.at(-1) ?? '');
  });
  const faults = shy.map((part) => `${path}: "${part}" says nothing; name it for what it does.`);
  const file = parts.at(-1) ?? '';
  if (file.endsWith('.svelte') && !/^([A-Z][A-Za-z0-9]*|\+[a-z]+(@.*)?)\.svelte$/.test(file)) {
    faults.push(`${path}: components are PascalCase.`);
  }
  if (/\.(ts|js|css)$/.test(file) && !/^(\+?[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)*\.(ts|js|css)$/.test(file)) {
    faults.push(`${path}: files are kebab-case, named for their main export.`);
  }
  return faults;
}

/** Words that must not stay behind in a landed file. */
export function wordFaults(source: Source): string[] {
  const faults: string[] = [];
  const todo = /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/.exec(source.text);
  if (todo) faults.push(`${source.path} says ${todo[0]}: do it, or open an issue.`);
  if (/\b(it|test|describe)\.(only|skip)\(\s*['"`]/.test(source.text)) {
    faults.push(`${source.path} runs only some tests, or leaves one out.`);
  }
  const shy =
    /export\s+(?:abstract\s+)?(?:class|function|const|interface|type)\s+(\w*(?:Manager|Helpers?|Utils?|Service|Handler))\b/.exec(
      source.text,
    );
  if (shy) faults.push(`${source.path}: ${shy[1]} says nothing; name it for what it does.`);
  return faults;
}

/** A module with nothing but `export ... from`. */
export function isBarrel(source: Source): boolean {
  if (!source.path.endsWith('.ts')) return false;
  const code = source.text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .trim();
  return (
    code !== '' &&
    code.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"];?/g, '').trim() ===
      ''
  );
}
