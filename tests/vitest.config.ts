/** Every test that needs no browser. Run all: `npm test`; some: `npx vitest -c tests/vitest.config.ts run src/domain/cart`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    maxWorkers: 2,
    globalSetup: ['tests/databases/postgres-setup.ts'],
    include: ['src/**/*.test.ts', 'tests/{house,contracts,databases,simulation}/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
