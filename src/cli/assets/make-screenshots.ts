/**
 * Takes the pictures of the built demo shop that an app store shows beside "Install", into static/screenshots:
 *   node src/cli/assets/make-screenshots.ts https://localhost:8443
 * Needs a running demo shop and a Chromium (CHROME_PATH, else the system's). Run it again when the look has changed.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';

const FOLDER = fileURLToPath(new URL('../../../static/screenshots/', import.meta.url));
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

/** Names are those of routes/manifest.webmanifest. */
const VIEWS = [
  { name: 'phone-home', size: PHONE, path: '/' },
  { name: 'phone-category', size: PHONE, path: '/c/drivers/woofers' },
  { name: 'phone-part', size: PHONE, path: 'first part' },
  { name: 'desktop-category', size: DESKTOP, path: '/c/drivers/woofers' },
  { name: 'desktop-part', size: DESKTOP, path: 'first part' },
] as const;

const origin = process.argv[2] ?? 'https://localhost:8443';
const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
await mkdir(FOLDER, { recursive: true });
for (const { name, size, path } of VIEWS) {
  const context = await browser.newContext({ viewport: size, ignoreHTTPSErrors: true, baseURL: origin });
  const page = await context.newPage();
  await page.goto(path === 'first part' ? await firstPart(page) : path, { waitUntil: 'networkidle' });
  const picture = await page.screenshot();
  const { width, size: bytes } = await sharp(picture)
    .webp({ quality: 82, effort: 6 })
    .toFile(`${FOLDER}${name}.webp`);
  console.log(`${name}.webp: ${width} x ${size.height}, ${bytes} bytes`);
  await context.close();
}
await browser.close();

async function firstPart(page: Page): Promise<string> {
  await page.goto('/c/drivers/woofers');
  return (await page.locator('main a[href^="/p/"]').first().getAttribute('href')) ?? '/';
}
