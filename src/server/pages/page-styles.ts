/**
 * Puts a page's styles into the page itself: no question stands between its first byte and its first view. The links
 * stay, switched off, so that the framework takes the files for loaded. The framework could do this too
 * (`inlineStyleThreshold`), but hashes the styles anew for every page, in JavaScript: a quarter of a page's time.
 */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ASSETS = '/_app/immutable/assets/';
const POLICY = 'content-security-policy';
const SOURCES = 'style-src ';
const END_OF_LINK = ' rel="stylesheet">';
const LINK = /<link href="(\/_app\/immutable\/assets\/[^"/]+\.css)" rel="stylesheet">/g;

export interface StyledPage {
  readonly text: string;
  /** The answer's own copy of them: those of the page, its security policy with the hash of these styles, and no word to fetch them beforehand. */
  readonly headers: Headers;
}

interface Block {
  readonly html: string;
  readonly source: string;
}

export class PageStyles {
  readonly #files: ReadonlyMap<string, string>;
  /** By the links they stand for: one for each kind of page. */
  readonly #blocks = new Map<string, Block>();

  /** `client`: the folder of the built files. */
  constructor(client: string) {
    const folder = join(client, ASSETS);
    const names = readdirSync(folder).filter((name) => name.endsWith('.css'));
    this.#files = new Map(names.map((name) => [ASSETS + name, readFileSync(join(folder, name), 'utf8')]));
  }

  /** The page as it is where its links are not known, do not stand together or no policy names the source of styles. */
  putInto(text: string, given: Headers): StyledPage {
    const headers = new Headers(given);
    const policy = headers.get(POLICY) ?? '';
    const head = text.slice(0, text.indexOf('</head>'));
    const start = head.indexOf(`<link href="${ASSETS}`);
    const last = head.lastIndexOf(END_OF_LINK);
    if (start < 0 || last < start || !policy.includes(SOURCES)) return { text, headers };
    const end = last + END_OF_LINK.length;
    const block = this.#block(head.slice(start, end));
    if (!block) return { text, headers };
    headers.set(POLICY, policy.replace(SOURCES, SOURCES + block.source));
    const early = headers.get('link')?.split(', ') ?? [];
    const wanted = early.filter((one) => !one.startsWith(`<${ASSETS}`) || !one.includes('as="style"'));
    if (wanted.length > 0) headers.set('link', wanted.join(', '));
    else headers.delete('link');
    return { text: text.slice(0, start) + block.html + text.slice(end), headers };
  }

  #block(links: string): Block | undefined {
    const known = this.#blocks.get(links);
    if (known) return known;
    if (links.replace(LINK, '').trim() !== '') return undefined;
    const addresses = [...links.matchAll(LINK)].map((found) => found[1]!);
    if (!addresses.every((address) => this.#files.has(address))) return undefined;
    const css = addresses.map((address) => this.#files.get(address)!.trim()).join('\n');
    const off = addresses.map(
      (address) => `<link href="${address}" rel="stylesheet" disabled media="(max-width: 0)">`,
    );
    const block = {
      html: `<style>${css}</style>${off.join('')}`,
      source: `'sha256-${hash('sha256', css, 'base64')}' `,
    };
    this.#blocks.set(links, block);
    return block;
  }
}
