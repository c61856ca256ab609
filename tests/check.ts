/** `npm run check`: format, lint, and the types of app, tests and worker; all at once, each with its verdict. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Check {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

const checks: Check[] = [
  { name: 'format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'lint', script: 'eslint/bin/eslint.js', args: ['-c', 'tests/house/eslint.config.js', '.'] },
  { name: 'types', script: 'svelte-check/bin/svelte-check', args: ['--threshold', 'error'] },
];
if (existsSync(`${root}/src/service-worker/tsconfig.json`)) {
  checks.push({
    name: 'worker types',
    script: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'src/service-worker/tsconfig.json'],
  });
}

function run(script: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}/node_modules/${script}`, ...args], { cwd: root });
    let output = '';
    const take = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const sync = await run('@sveltejs/kit/svelte-kit.js', ['sync']);
if (sync.code !== 0) console.error(sync.output);

const codes = await Promise.all(
  checks.map(async ({ name, script, args }) => {
    const { code, output } = await run(script, args);
    if (code !== 0) console.error(output.trimEnd());
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    return code;
  }),
);
if (codes.includes(1) && codes[0] === 1) console.log('`npm run format` mends the format.');
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
