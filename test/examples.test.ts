import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

  test('docs/dose.md shows the example as it is, and what it prints', () => {
    const page = readFileSync(`${root}/docs/dose.md`, 'utf8');

    expect(page).toContain(`\`\`\`js\n${readFileSync(`${root}/examples/dose.mjs`, 'utf8').trimEnd()}\n\`\`\``);
    expect(page).toContain(`\`\`\`text\n${node('examples/dose.mjs').trimEnd()}\n\`\`\``);
  });

  test('the README shows what the demo prints, and the example as it is', () => {
    expect(() => node('scripts/readme.mjs', '--check')).not.toThrow();
  });
});
