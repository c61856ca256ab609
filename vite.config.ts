import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  build: { target: 'es2023' },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What every page uses lies in one file, with all it imports: a third of the requests, and 3 kB less than in crumbs.
              groups: [
                {
                  name: 'frame',
                  test: /[\\/](\+layout\.(svelte|ts)|Island\.svelte|Meta\.svelte)$|runtime[\\/]client[\\/]entry\.js$/,
                },
              ],
            },
          },
        },
      },
    },
  },
});
