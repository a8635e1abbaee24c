import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('what the documents say is what a run says', () => {
  const examples = readdirSync(`${root}/examples`).filter((name) => name.endsWith('.mjs'));

  test.each(examples)('examples/%s runs', (name) => {
    expect(node(`examples/${name}`).length).toBeGreaterThan(100);
  });

  test('the README shows what the demo prints, and the example as it is', () => {
    expect(() => node('scripts/readme.mjs', '--check')).not.toThrow();
  });
});
