import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { version } from '../../src/cli/version.js';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const manifest = JSON.parse(read('../../package.json'));
const lock = JSON.parse(read('../../package-lock.json'));

describe('what we promise about the package', () => {
  test('ES modules only, types first in every entry point', () => {
    expect(manifest.type).toBe('module');
    for (const [path, entry] of Object.entries(manifest.exports)) {
      if (path === './package.json') continue;
      expect(Object.keys(entry as object)).toEqual(['types', 'default']);
    }
  });

  test('importing it has no side effects, so that a bundle holds only what is used', () => {
    expect(manifest.sideEffects).toBe(false);
  });

  test('nothing runs when it is installed', () => {
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'prepublish']) {
      expect(manifest.scripts).not.toHaveProperty(script);
    }
  });

  test('it carries the built files and nothing else of the project', () => {
    expect(manifest.files).toEqual(['dist', 'CHANGELOG.md']);
  });

  test('every version is exact', () => {
    const versions = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    for (const [name, wanted] of Object.entries(versions))
      expect(`${name} ${wanted}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  test('the lock file names no registry', () => {
    expect(Object.values(lock.packages).filter((entry) => Object.hasOwn(entry as object, 'resolved'))).toEqual([]);
  });

  test('the command line and the change log know the version', () => {
    expect(version).toBe(manifest.version);
    expect(read('../../CHANGELOG.md')).toContain(`## ${manifest.version}`);
  });

  test('it is licensed, and says on what Node it runs', () => {
    expect(manifest.license).toBe('MIT');
    expect(read('../../LICENSE')).toContain('MIT License');
    expect(manifest.engines).toEqual({ node: '>=20.19' });
  });
});
