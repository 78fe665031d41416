import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSamples } from './read-samples.js';
import { judge } from './judge.js';

// Real payloads of other projects, too differently licensed to be part of this one: looked for beside the checkout.
const FIXTURES = join(import.meta.dirname, '../../../shared/fixtures');
const table: Array<{ file: string; what: string; outcome: string; detail: string }> = [];

if (!existsSync(FIXTURES)) {
  describe('real sample files', () => it.skip(`are not on this machine: ${FIXTURES} does not exist`, () => undefined));
} else {
  describe.each(['shopify', 'stripe'])('real sample files of %s', (system) => {
    it.each(readdirSync(join(FIXTURES, system)))(
      '%s is taken and balanced, or refused for a specific reason',
      (name) => {
        const file = `${system}/${name}`;
        for (const sample of readSamples(FIXTURES, file)) {
          const verdict = judge(system, sample);
          table.push({ file, what: sample.what, outcome: verdict.outcome, detail: verdict.detail });
          // A refusal that names no field and no figure helps nobody.
          if (verdict.outcome === 'refused') expect(verdict.detail).toMatch(/\/\w+|\d [A-Z]{3}/);
        }
      },
    );
  });
  afterAll(() => console.table(table));
}
