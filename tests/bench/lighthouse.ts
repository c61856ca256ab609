/** The four mobile scores of Lighthouse with LCP, TBT and CLS for home, category, product and cart: median of three runs each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringChromium } from '../journeys/find-chromium.ts';
import { pageKinds } from '../journeys/page-kinds.ts';
import { startShop } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';

const CLI = fileURLToPath(new URL('../../node_modules/lighthouse/cli/index.js', import.meta.url));
const RUNS = 3;
const SCORES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const AUDITS = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'] as const;

interface Report {
  readonly categories: Readonly<
    Record<string, { readonly score: number | null; readonly auditRefs: { id: string; weight: number }[] }>
  >;
  readonly audits: Readonly<
    Record<string, { readonly numericValue?: number; readonly score: number | null; readonly title: string }>
  >;
}

export const bench: Bench = {
  about: `Lighthouse, mobile, median of ${RUNS}: four scores, LCP, TBT, CLS.`,
  isUsual: false,
  async run() {
    const shop = await startShop();
    const folder = await mkdtemp(join(tmpdir(), 'cartwright-lighthouse-'));
    try {
      const rows: (string | number)[][] = [['page', ...SCORES, 'LCP ms', 'TBT ms', 'CLS']];
      const lost = new Set<string>();
      for (const { name, path } of (await pageKinds(shop)).slice(0, 4)) {
        const reports: Report[] = [];
        for (let run = 0; run < RUNS; run++) {
          reports.push(await audit(shop.origin + path, shop.spki, join(folder, 'report.json')));
        }
        const score = (category: string) =>
          median(reports.map((r) => (r.categories[category]?.score ?? 0) * 100));
        const audited = (id: string) => median(reports.map((r) => r.audits[id]?.numericValue ?? 0));
        const [lcp, tbt, cls] = AUDITS.map(audited);
        rows.push([name, ...SCORES.map(score), Math.round(lcp!), Math.round(tbt!), cls!.toFixed(3)]);
        for (const failed of failures(reports[0]!)) lost.add(`${name}: ${failed}`);
      }
      printTable(rows);
      for (const line of lost) console.log(`  ${line}`);
    } finally {
      await shop.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function audit(url: string, spki: string, file: string): Promise<Report> {
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    `--ignore-certificate-errors-spki-list=${spki}`,
  ];
  const child = spawn(
    process.execPath,
    [CLI, url, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${flags.join(' ')}`],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CHROME_PATH: bringChromium() } },
  );
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`Lighthouse ended with code ${code} at ${url}`);
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

/** What cost points, so that a figure below 100 says why. */
function failures(report: Report): string[] {
  return SCORES.flatMap((name) =>
    (report.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${name}: ${report.audits[id]?.title ?? id}`),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
