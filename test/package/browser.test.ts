import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

async function bundle(code: string): Promise<{ readonly text: string; readonly inputs: readonly string[] }> {
  const result = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    alias: { efficacy: `${root}/src/index.ts` },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [output] = Object.values(result.metafile.outputs);
  return {
    text: result.outputFiles[0]?.text ?? '',
    inputs: Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  };
}

/** Every entry point but the one for Node. */
const forBrowsers = Object.values(manifest.exports as Record<string, { readonly default?: string }>).flatMap(
  ({ default: file }) => (file === undefined || file.endsWith('/node.js') ? [] : [file.slice('./dist/'.length, -3)]),
);

describe('what is made for a browser', () => {
  test.each(forBrowsers)('%s bundles without a node: module or a package', async (entry) => {
    const { text, inputs } = await bundle(`export * from './src/${entry}.ts';`);

    expect(text).not.toMatch(/["']node:/);
    expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  test('one function brings only what it stands on', async () => {
    const { inputs } = await bundle("export { hedgesG } from 'efficacy';");

    expect(inputs.filter((path) => /src\/(ingest|summarize|report|columns)\//.test(path))).toEqual([]);
  });
});
