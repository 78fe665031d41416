import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = globSync('{libs,services}/**/src/**/*.ts', {
  cwd: root,
  exclude: (name) => /node_modules|\/dist\/|\.(spec|fixture)\.ts$/.test(name),
});

/** Instruments are declared with their names as they are: `counter('penstock.messages', …)`. */
const DECLARED = /\b(?:counter|histogram|gauge|createObservableCounter)\(\s*'([\w.]+)'/g;

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

// A running service has only its own metrics; what each of those is, `e2e/process/metrics.scenario.ts` compares with one.
it('the guide to metrics lists each that the code declares, once, and no other', () => {
  const declared = sources.flatMap((file) => namesIn(readFileSync(join(root, file), 'utf8'), DECLARED));
  const listed = namesIn(readFileSync(join(root, 'docs/guides/metrics.md'), 'utf8'), /^\| `([\w.]+)`/gm);
  expect(listed.sort()).toEqual([...new Set(declared)].sort());
});
