import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Findings, measure } from './command.js';
import { compared, exactly } from './row.js';

describe('a measuring command', () => {
  let said: string;
  const folder = mkdtempSync(join(tmpdir(), 'measure-'));

  beforeEach(() => {
    said = '';
    for (const stream of ['log', 'error'] as const) {
      vi.spyOn(console, stream).mockImplementation((line: string) => void (said += `${line}\n`));
    }
  });
  afterEach(() => void vi.restoreAllMocks());

  it('names the areas there are when it is given another', async () => {
    expect(await measure('bench', { messaging: async () => [] }, ['massaging'])).toBe(2);
    expect(said).toContain('areas: messaging');
  });

  it('says which option it does not understand', async () => {
    expect(await measure('bench', { messaging: async () => [] }, ['messaging', '--events', 'many'])).toBe(2);
    expect(said).toContain('--events must be a whole number above 0, not many.');
  });

  it('prints a table, writes the rows as JSON, and fails when a goal is missed', async () => {
    const rows = [exactly('lost', 0, 1, 'orders'), compared('speed', 3000, 1500, 'events/s')];
    const file = join(folder, 'rows.json');
    expect(await measure('faults', { backbone: async () => rows }, ['backbone', '--json', file])).toBe(1);
    expect(said).toMatch(/lost +1 +orders +\S* *= 0 +MISSED/);
    expect(said).toMatch(/speed +3,000 +events\/s +1,500 +2/);
    const findings = JSON.parse(readFileSync(file, 'utf8')) as Findings;
    expect(findings).toMatchObject({
      command: 'faults',
      area: 'backbone',
      seed: 1,
      machine: { node: process.version },
    });
    expect(findings.rows).toEqual([
      { name: 'lost', value: 1, unit: 'orders', against: null, ratio: null, goal: '= 0', pass: false },
      { name: 'speed', value: 3000, unit: 'events/s', against: 1500, ratio: 2, goal: null, pass: true },
    ]);
    rmSync(folder, { recursive: true });
  });

  it('hands the options to the area', async () => {
    let seed = 0;
    const backbone = async (settings: { seed: number }) => {
      seed = settings.seed;
      return [];
    };
    expect(await measure('faults', { backbone }, ['backbone', '--seed', '7'])).toBe(0);
    expect(seed).toBe(7);
  });
});
