import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const dependencies: [name: string, version: string][] = [
  ...Object.entries(manifest.dependencies),
  ...Object.entries(manifest.devDependencies),
];

describe('the package', () => {
  it.each(dependencies)('%s is pinned exactly', (_name, version) => {
    expect(version).toMatch(/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('has a reason for every dependency in src/ARCHITECTURE.md, and no reason without one', () => {
    const section = /^## Dependencies\n([^]*?)^## /m.exec(`${read('src/ARCHITECTURE.md')}\n## `)?.[1] ?? '';
    const explained = section
      .split('\n')
      .map((line) => line.split('|'))
      .filter(([, name = '', reason = '']) => name.includes('`') && reason.trim() !== '')
      .flatMap(([, name = '']) => [...name.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id));
    expect(explained.sort()).toEqual(dependencies.map(([name]) => name).sort());
  });

  it('locks versions without saying where they were fetched', () => {
    const lock = read('package-lock.json');
    expect(lock).not.toMatch(/"resolved"/);
    expect(lock).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it('locks the versions that it pins', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      readonly version: string;
      readonly packages: Readonly<Record<string, { readonly version?: string }>>;
    };
    expect(lock.version).toBe(manifest.version);
    for (const [name, version] of dependencies) {
      expect(version.replace(/^npm:.*@/, ''), name).toBe(lock.packages[`node_modules/${name}`]?.version);
    }
  });
});
