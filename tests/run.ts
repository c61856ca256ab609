/** `npm test`: check, build, every test without a browser, every journey; ends with one line "N passed, N failed". */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'cartwright-reports-'));

interface Count {
  passed: number;
  failed: number;
  left: number;
}

const total: Count = { passed: 0, failed: 0, left: 0 };

function run(
  script: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Adds a step's counts; a step that failed without counting a failure counts as one. */
function add(name: string, code: number, count: Count): void {
  const failed = count.failed === 0 && code !== 0 ? 1 : count.failed;
  total.passed += count.passed;
  total.failed += failed;
  total.left += count.left;
  console.log(`\n${failed === 0 ? 'ok  ' : 'FAIL'} ${name}\n`);
}

function readReport(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

async function step(name: string, script: string, args: readonly string[]): Promise<boolean> {
  const code = await run(script, args);
  add(name, code, { passed: code === 0 ? 1 : 0, failed: 0, left: 0 });
  return code === 0;
}

async function unitTests(): Promise<void> {
  const file = join(reports, 'vitest.json');
  const code = await run('node_modules/vitest/vitest.mjs', [
    ...[
      'run',
      '-c',
      'tests/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${file}`,
    ],
  ]);
  const report = readReport(file);
  add('tests without a browser', code, {
    passed: number(report['numPassedTests']),
    failed: number(report['numFailedTests']),
    left: number(report['numPendingTests']),
  });
}

async function journeys(): Promise<void> {
  const file = join(reports, 'journeys.json');
  const code = await run(
    'node_modules/@playwright/test/cli.js',
    ['test', '-c', 'tests/journeys', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const stats = (readReport(file)['stats'] ?? {}) as Record<string, unknown>;
  add('journeys', code, {
    passed: number(stats['expected']) + number(stats['flaky']),
    failed: number(stats['unexpected']),
    left: number(stats['skipped']),
  });
}

await step('check', 'tests/check.ts', []);
const isBuilt = await step('build', 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn']);
await unitTests();
if (isBuilt) await journeys();

rmSync(reports, { recursive: true, force: true });
if (total.left > 0) console.log(`${total.left} left out (their data or browser is absent)`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
