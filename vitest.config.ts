import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^efficacy$/, replacement: here('./src/index.ts') },
      { find: /^efficacy\/numeric$/, replacement: here('./src/numeric/index.ts') },
      { find: /^efficacy\/(\w+)$/, replacement: here('./src/$1.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Pure code keeps no state between files, so a module is loaded once for all of them: a quarter of the time.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    coverage: { include: ['src/**'] },
  },
};

export default config;
