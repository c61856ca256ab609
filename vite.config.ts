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
              // What nearly every page uses lies in one file: six requests and 1.2 kB less than in crumbs.
              groups: [
                {
                  name: 'frame',
                  test: /node_modules[\\/](svelte|@sveltejs|esm-env)[\\/]|src[\\/]ui[\\/](frame|elements)[\\/]/,
                  minShareCount: 8,
                },
              ],
            },
          },
        },
      },
    },
  },
});
