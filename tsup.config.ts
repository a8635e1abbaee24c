import type { Options } from 'tsup';

// One output file for each source file, so that `new Worker(new URL('./worker.js', import.meta.url))`
// holds wherever a module is imported from. Declarations are written by tsc (see tsconfig.build.json).
const options: Options = {
  entry: ['src/**/*.ts'],
  format: ['esm'],
  target: 'node20',
  bundle: false,
  clean: true,
  silent: true,
};

export default options;
