import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences, write } from './outputs.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outputs-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const outputs = new Map([
  ['generated/a.ts', 'a'],
  ['docs/events.md', 'page'],
]);

describe('generated files', () => {
  it('are written, and then do not differ', () => {
    expect(differences(root, outputs, 'generated')).toEqual(['docs/events.md', 'generated/a.ts']);
    write(root, outputs, 'generated');
    expect(differences(root, outputs, 'generated')).toEqual([]);
    expect(readFileSync(join(root, 'generated/a.ts'), 'utf8')).toBe('a');
  });

  it('differ where somebody edited one, and where one is left over from an event that is gone', () => {
    write(root, outputs, 'generated');
    writeFileSync(join(root, 'generated/a.ts'), 'edited');
    writeFileSync(join(root, 'generated/old.ts'), 'old');
    expect(differences(root, outputs, 'generated')).toEqual(['generated/a.ts', 'generated/old.ts']);
    write(root, outputs, 'generated');
    expect(existsSync(join(root, 'generated/old.ts'))).toBe(false);
    expect(differences(root, outputs, 'generated')).toEqual([]);
  });
});
