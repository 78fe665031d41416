import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@penstock/local';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.js';
import { expectWhole } from './expect-whole.js';
import { play, type ProcessSystem } from './process-system.js';
import { labelsOn, listedIn, namesOn } from './metrics-page.js';

const guide = (): string => readFileSync(join(root, 'docs/guides/metrics.md'), 'utf8');

/** What Prometheus is told of a process, over HTTP. */
export const tellsItsFigures = (system: () => ProcessSystem): void => {
  describe('a process that Prometheus asks for its metrics', () => {
    it('tells those that the guide lists, no more and no fewer, and counts what it does', () =>
      play(system(), 'measured', {}, async (scene) => {
        const { replica, topic } = scene;
        const page = async (): Promise<string> => (await fetch(`${replica.url}/metrics`)).text();
        const values = async (of: string): Promise<number[]> =>
          (await page()).split('\n').flatMap((line) => (line.startsWith(of) ? [Number(line.split(' ').at(-1))] : []));
        const { names, labels } = listedIn(guide());
        await replica.start();
        expect(namesOn(await page())).toEqual(names);

        const stream = await scene.stream(300);
        const done = 'penstock_messages_total{handler="stock-service.stock-moved",outcome="done"}';
        await eventually(async () => expect((await values(done))[0]).toBeGreaterThan(100));
        await expectWhole(scene, await stream.stop());
        await eventually(async () => {
          expect(await values(`penstock_consumer_lag{topic="${topic}"`)).toEqual([0, 0, 0, 0, 0, 0]);
          expect(await values('penstock_outbox_unsent ')).toEqual([0]);
          expect(await values(`penstock_parked{topic="${topic}"`)).toEqual([0, 0]);
        });

        const text = await page();
        expect(labelsOn(text).filter((label) => !labels.includes(label))).toEqual([]);
        // Attributes have few values: neither keys nor ids, of which there is no end.
        expect(text).not.toMatch(/\b(?:prd|ord|cus|evt|loc)_\w+|\b[0-9a-f]{8}-[0-9a-f]{4}-/);
      }));
  });
};
