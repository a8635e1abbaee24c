/**
 * The layers of src/, from the ground up. An import points to the same layer or to one listed in its line.
 * `test/layers` plants one import for each forbidden edge and expects it to be caught.
 */
const mayImport = {
  support: [],
  numeric: ['support'],
  columns: ['support'],
  aggregate: ['support', 'numeric', 'columns'],
  simulate: ['support', 'numeric', 'columns'],
  estimate: ['support', 'numeric', 'columns', 'aggregate'],
  judge: ['support', 'numeric', 'columns', 'aggregate', 'estimate'],
  contract: ['support', 'numeric', 'columns', 'aggregate', 'estimate', 'judge'],
  summarize: ['support', 'numeric', 'columns', 'aggregate', 'estimate', 'judge', 'contract'],
  report: ['support', 'numeric', 'columns', 'aggregate', 'estimate', 'judge', 'contract', 'summarize'],
  ingest: ['support', 'numeric', 'columns', 'aggregate'],
  engine: ['support', 'numeric', 'columns', 'aggregate'],
  cli: ['support', 'columns', 'summarize', 'report', 'ingest', 'judge', 'contract', 'simulate'],
};

const under = (names) => `^src/(${names.join('|')})/`;
const layers = Object.keys(mayImport);

/** Inside estimate/: these three stand on nothing of estimate; the others stand on them. */
const estimateGround = ['effect', 'regression', 'power'];
const estimateUpper = ['trial', 'multilevel', 'ranks', 'growth', 'dose', 'pool'];

module.exports = {
  forbidden: [
    ...layers.map((layer) => ({
      name: `${layer}-stands-on`,
      comment: `${layer} may import: ${[layer, ...mayImport[layer]].join(', ')}`,
      severity: 'error',
      from: { path: under([layer]) },
      to: { path: '^src/', pathNot: [under([layer, ...mayImport[layer]])] },
    })),
    {
      name: 'estimate-ground-stands-alone',
      severity: 'error',
      from: { path: `^src/estimate/(${estimateGround.join('|')})/` },
      to: { path: `^src/estimate/(${estimateUpper.join('|')})/` },
    },
    {
      name: 'entry-points-are-not-imported',
      comment:
        'index.ts, node.ts and schema.ts only re-export; nothing inside imports them, but node.ts the root and cli node.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(node\\.ts$|cli/)' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'node-only-behind-its-entry',
      comment: 'node: modules are for files that end in -node.ts or live behind efficacy/node',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(node\\.ts|cli/.*|.*-node\\.ts|.*/node/.*)$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'root-reaches-no-node',
      comment: 'what the entry points for browsers reach, through any chain, is nothing that may import node:',
      severity: 'error',
      from: { path: '^src/(?!node\\.)[^/]+\\.ts$' },
      to: { path: '^src/(cli/|node\\.ts$|.*-node\\.ts$|.*/node/)', reachable: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
    },
  },
};
