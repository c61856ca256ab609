import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PageStyles } from './page-styles.ts';

const ASSETS = '/_app/immutable/assets';
const POLICY = "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-hashes'";
const link = (name: string) => `<link href="${ASSETS}/${name}" rel="stylesheet">`;
const page = (links: string) =>
  `<head><title>x</title>\n\t${links}\n<script>1</script></head><body>${link('one.css')}`;

let client: string;
beforeEach(async () => {
  client = await mkdtemp(join(tmpdir(), 'cartwright-styles-'));
  await mkdir(join(client, ASSETS), { recursive: true });
  await writeFile(join(client, ASSETS, 'one.css'), 'p{color:red}\n');
  await writeFile(join(client, ASSETS, 'two.css'), 'b{color:blue}\n');
});
afterEach(() => rm(client, { recursive: true, force: true }));

it('puts the styles where their links stood, in order, their hash into the policy, and fetches none beforehand', () => {
  const css = 'p{color:red}\nb{color:blue}';
  const early = `<${ASSETS}/one.css>; rel="preload"; as="style"; nopush`;
  const script = '</_app/immutable/frame.js>; rel="modulepreload"; nopush';
  const given = new Headers({ 'content-security-policy': POLICY, link: `${early}, ${script}` });
  const links = `${link('one.css')}\n\t${link('two.css')}`;
  const { text, headers } = new PageStyles(client).putInto(page(links), given);
  expect(headers.get('link'), 'nothing is fetched that is here').toBe(script);
  const off = (name: string) => link(name).replace('>', ' disabled media="(max-width: 0)">');
  expect(text).toBe(page(`<style>${css}</style>${off('one.css')}${off('two.css')}`));
  expect(headers.get('content-security-policy')).toBe(
    POLICY.replace("style-src 'self'", `style-src 'sha256-${hash('sha256', css, 'base64')}' 'self'`),
  );
});

it.each([
  ['no links', page(''), POLICY],
  ['an unknown file', page(link('three.css')), POLICY],
  ['something between the links', page(`${link('one.css')}<meta>${link('two.css')}`), POLICY],
  ['a policy that names no source of styles', page(link('one.css')), "default-src 'self'"],
])('leaves a page as it is: %s', (_name, text, policy) => {
  const given = new Headers({ 'content-security-policy': policy, link: `<${ASSETS}/one.css>; as="style"` });
  const found = new PageStyles(client).putInto(text, given);
  expect(found.text).toBe(text);
  expect([...found.headers]).toEqual([...given]);
});
