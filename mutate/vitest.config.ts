import type { ViteUserConfig } from 'vitest/config';
import config from '../vitest.config.js';

// The tests of one room alone: what they do not notice there, nobody else is asked to.
const room = (process.env['MUTATE_ROOM'] ?? '').replace(/\.ts$/, '');

const mutation: ViteUserConfig = {
  ...config,
  test: {
    ...config.test,
    typecheck: { enabled: false },
    include: [`test/${room}/**/*.test.ts`, `test/${room}.test.ts`],
  },
};

export default mutation;
