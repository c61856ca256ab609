/** The architecture as a test: doors, cycles, file lengths, names, READMEs. Each message says what is allowed and what to do. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCycles, folderGraph } from './cycles.ts';
import { mayEnterStreet, mayUsePackage, roomOf } from './doors.ts';
import { fileNameFault, isBarrel, isTable, MOST_LINES, wordFaults } from './manners.ts';
import { readSources, root, type Source } from './sources.ts';

const sources = readSources();
const streets = readSources(['src']).filter((source) => source.path !== 'src/app.d.ts');

function expectNone(faults: readonly string[]): void {
  expect(faults.length, `\n\n${faults.join('\n\n')}\n`).toBe(0);
}

describe('the house', () => {
  it('keeps its doors: who may import whom', () => {
    expectNone(
      streets.flatMap((source) => source.imports.flatMap((found) => doorFault(source, found) ?? [])),
    );
  });

  it('has no circle between files', () => {
    const graph = new Map(
      sources.map((source) => [source.path, new Set(source.imports.flatMap((i) => i.path ?? []))] as const),
    );
    expectNone(findCycles(graph).map((cycle) => `Circle of files: ${cycle.join('\n  -> ')}${CIRCLE_REMEDY}`));
  });

  it('has no circle between folders', () => {
    const edges = streets
      .filter((source) => !source.isTest)
      .flatMap((source) => source.imports.flatMap((i) => (i.path ? [[source.path, i.path] as const] : [])));
    expectNone(
      findCycles(folderGraph(edges)).map((cycle) => {
        const steps = cycle
          .slice(1)
          .map((to, i) => `  ${cycle[i]} -> ${to}: ${example(edges, cycle[i]!, to)}`);
        return `Circle of folders:\n${steps.join('\n')}${CIRCLE_REMEDY}`;
      }),
    );
  });

  it(`keeps files within ${MOST_LINES} lines`, () => {
    const long = sources.filter((source) => source.lines > MOST_LINES && !isTable(source.path));
    expectNone(
      long.map(
        (s) => `${s.path} has ${s.lines} lines; split it by what changes together (most: ${MOST_LINES}).`,
      ),
    );
  });

  it('has no barrels, shy names or leftovers', () => {
    expectNone(
      sources.flatMap((source) => [
        ...fileNameFault(source.path),
        ...wordFaults(source),
        ...(isBarrel(source)
          ? [`${source.path} only re-exports: import from the file that has the code.`]
          : []),
      ]),
    );
  });

  it('loads no shop page on the server', () => {
    const loads = streets.filter(
      (s) =>
        /^src\/routes\/(\(shop\)\/.*)?\+(page|layout)\.server\.ts$/.test(s.path) &&
        /export\s+(const|async function|function)\s+load\b/.test(s.text),
    );
    expectNone(
      loads.map(
        (s) => `${s.path} exports load: it fails offline. Use a universal +page.ts that fetches /api/...`,
      ),
    );
  });

  it('has a README of at most 40 lines in each street', () => {
    const names = ['domain', 'protocol', 'browser', 'service-worker', 'server', 'ui', 'routes', 'cli'];
    const folders = [...names.map((name) => `src/${name}`), 'tests'];
    expectNone(
      folders.flatMap((folder) => {
        const file = `${root}/${folder}/README.md`;
        if (!existsSync(file))
          return [`${folder}/README.md is missing: purpose, non-goals, treaty, decisions.`];
        const lines = readFileSync(file, 'utf8').trimEnd().split('\n').length;
        return lines > 40 ? [`${folder}/README.md has ${lines} lines; keep 40.`] : [];
      }),
    );
  });

  it('keeps the top level as agreed', () => {
    const agreed =
      /^(package(-lock)?\.json|tsconfig\.json|svelte\.config\.js|vite\.config\.ts|src|static|tests|README\.md|LICENSE|\..*|node_modules|build|test-results|coverage|.*\.tsbuildinfo)$/;
    const strangers = readdirSync(root).filter((name) => !agreed.test(name));
    expectNone(strangers.map((name) => `${name} lies at the top level; put it under src, static or tests.`));
  });
});

const CIRCLE_REMEDY =
  '\nMove what both need into a third file or folder below them, or pass it in as an argument.';

function doorFault(source: Source, found: Source['imports'][number]): string | undefined {
  const room = roomOf(source.path);
  if (!room) return `${source.path} stands in no room; the rooms are in tests/house/doors.ts.`;
  const isOpen = found.path
    ? mayEnterStreet(room, found.path, source.isTest)
    : mayUsePackage(room, found.name, source.isTest);
  if (isOpen && !isWorkersCookies(room.name, found.path)) return undefined;
  return [
    `${source.path} imports ${found.name}, and ${room.name} has no door there.`,
    `  ${room.name} may import: ${[...room.streets, ...room.packages].join(', ')}`,
    `  ${room.remedy}`,
  ].join('\n');
}

/** document.cookie does not exist in the worker. */
function isWorkersCookies(room: string, path: string | undefined): boolean {
  return room === 'service-worker' && path?.startsWith('src/browser/cookies/') === true;
}

function example(edges: readonly (readonly [string, string])[], from: string, to: string): string {
  const edge = edges.find(([a, b]) => a.startsWith(`${from}/`) && b.startsWith(`${to}/`));
  return edge ? `${edge[0]} imports ${edge[1]}` : '';
}
