import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';

const PARTS_OF_A_BUILD = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];

/** Names a build by what it is made of: the same sources built again are no new version to anybody. */
function edition() {
  const hash = createHash('sha256');
  for (const name of PARTS_OF_A_BUILD) {
    const path = fileURLToPath(new URL(name, import.meta.url));
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
      : [];
    const inside = files.filter((file) => file.isFile() && !/\.(test\.ts|md)$/.test(file.name));
    const paths = files.length > 0 ? inside.map((file) => `${file.parentPath}/${file.name}`).sort() : [path];
    for (const file of paths) hash.update(file.slice(path.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
    // The class of a component's own styles stands on nearly every element: six letters instead of fourteen.
    cssHash: ({ hash, css }) => `s${hash(css).slice(0, 5)}`,
  },
  kit: {
    version: { name: edition() },
    adapter: adapter({ out: 'build', precompress: true }),
    // Relative asset paths leave the offline shell blank on deep addresses.
    paths: { relative: false },
    // The page registers the worker itself, after first paint.
    serviceWorker: { register: false },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The one style attribute there is: Kit's own announcer of page titles. Ours are refused.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
        'require-trusted-types-for': ['script'],
        'trusted-types': [
          'svelte-trusted-html',
          'sveltekit-trusted-url',
          'cartwright-worker',
          'cartwright-html',
        ],
      },
    },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../tests/**/*.ts', '../src/cli/**/*.ts'],
        exclude: [...(config.exclude ?? []), '../src/service-worker/**', '../build/**'],
      }),
    },
  },
};
