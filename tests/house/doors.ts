/** Who may import whom: the table of doors from which tests/house judges every import of the tree. */

export interface Room {
  readonly name: string;
  /** First match wins: list the narrower room above the wider one. */
  readonly path: RegExp;
  /** Streets (folders under src) whose files it may import; `ui/state` names one folder of a street. */
  readonly streets: readonly string[];
  /** Packages and framework modules; a trailing `*` stands for any ending. */
  readonly packages: readonly string[];
  /** What to do instead when a door is shut. */
  readonly remedy: string;
}

const kit = ['svelte', 'svelte/*', '$app/*', '@sveltejs/kit', './$types', './$types.*'];

export const rooms: readonly Room[] = [
  {
    name: 'domain',
    path: /^src\/domain\//,
    streets: ['domain'],
    packages: [],
    remedy:
      'Domain is pure: take the clock, the store or the parser as an argument and call it from browser or server.',
  },
  {
    name: 'protocol',
    path: /^src\/protocol\//,
    streets: ['protocol', 'domain'],
    packages: ['valibot'],
    remedy:
      'Protocol holds shapes only: move behaviour to domain, and reading or writing to browser or server.',
  },
  {
    name: 'browser',
    path: /^src\/browser\//,
    streets: ['browser', 'domain', 'protocol'],
    packages: ['idb', 'js-cookie', 'workbox-window'],
    remedy: 'The device knows web APIs only: ask the server by fetch, and let ui/state carry $app and runes.',
  },
  {
    name: 'service-worker',
    path: /^src\/service-worker\//,
    streets: ['service-worker', 'browser', 'domain', 'protocol'],
    packages: ['workbox-*', '$service-worker'],
    remedy: 'The worker has no page and no cookies: share code through browser or domain.',
  },
  {
    name: 'server',
    path: /^src\/server\//,
    streets: ['server', 'domain', 'protocol'],
    packages: [
      'node:*',
      'kysely',
      'pg',
      'valibot',
      'saxes',
      'sanitize-html',
      'sharp',
      'nodemailer',
      'nodemailer/*',
      'pino',
      'qrcode',
      'selfsigned',
      'stripe',
      'better-auth',
      'better-auth/*',
      '@better-auth/*',
      '@node-rs/argon2',
    ],
    remedy:
      'The command line runs the server without Kit: pass in what $app would give; add a new library here, in the open.',
  },
  {
    name: 'ui/state',
    path: /^src\/ui\/state\//,
    streets: ['ui', 'browser', 'domain', 'protocol'],
    packages: ['svelte', 'svelte/*', '$app/paths', '$app/state', '$app/navigation'],
    remedy: 'ui/state joins runes to the device; the server is reached through browser, by fetch.',
  },
  {
    name: 'ui',
    path: /^src\/ui\//,
    streets: ['ui', 'domain'],
    packages: ['svelte', 'svelte/*', '$app/paths', '$app/state', '$app/navigation'],
    remedy:
      'Components know neither server nor device: take what they show as props, or go through ui/state.',
  },
  {
    name: 'routes/(shop) actions',
    path: /^src\/routes\/\(shop\)\/.*\+page\.server\.ts$/,
    streets: ['server', 'protocol', 'domain', 'routes'],
    packages: ['@sveltejs/kit', './$types'],
    remedy: 'An action parses, calls one server verb and answers.',
  },
  {
    name: 'server routes and hooks',
    path: /^src\/(routes\/.*(\+server|\.server)\.ts|hooks\.server\.ts)$/,
    streets: ['server', 'protocol', 'domain', 'ui', 'routes'],
    packages: ['@sveltejs/kit', '@sveltejs/kit/*', '$app/*', 'valibot', './$types', 'node:*'],
    remedy: 'A route parses, calls one server verb and answers; work belongs in src/server.',
  },
  {
    name: 'routes/(account) and (office)',
    path: /^src\/routes\/\((account|office)\)\//,
    streets: ['ui', 'protocol', 'domain', 'routes'],
    packages: kit,
    remedy: 'These pages are on-line only: load on the server (+page.server.ts), show with ui.',
  },
  {
    name: 'routes/(shop)',
    path: /^src\/(routes\/|hooks\.client\.ts|hooks\.ts)/,
    streets: ['ui', 'browser', 'domain', 'protocol', 'routes'],
    packages: kit,
    remedy:
      "Shop pages work offline: load from '/api/catalog/...' with Kit's fetch or from the device, never from the server.",
  },
  {
    name: 'cli/assets',
    path: /^src\/cli\/assets\//,
    streets: ['cli'],
    packages: ['node:*', 'subset-font', 'sharp', '@playwright/test'],
    remedy: 'Scripts run by hand that make files of static/: they need nothing of the shop.',
  },
  {
    name: 'cli',
    path: /^src\/cli\//,
    streets: ['cli', 'server', 'protocol', 'domain'],
    packages: ['node:*'],
    remedy:
      'A command reads its arguments, calls one server verb and prints; libraries belong behind the verb.',
  },
];

/** Unit tests stand in the street of what they test and may use these besides. */
export const testPackages = [
  'vitest',
  'fast-check',
  'node:*',
  'fake-indexeddb',
  'fake-indexeddb/*',
  'idb',
  'kysely',
];

export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => room.path.test(path));
}

export function mayUsePackage(room: Room, name: string, isTest: boolean): boolean {
  const allowed = isTest ? [...room.packages, ...testPackages] : room.packages;
  return allowed.some((entry) =>
    entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry,
  );
}

export function mayEnterStreet(room: Room, path: string, isTest: boolean): boolean {
  if (path.startsWith('tests/')) return isTest;
  return room.streets.some(
    (street) => path.startsWith(`src/${street}/`) || path.startsWith(`src/${street}.`),
  );
}
