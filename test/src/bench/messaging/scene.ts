import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeProcess } from '@penstock/local';
import { type Component, freePort, removeStackData, type Stack, startStack } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import type { Finding } from './judge.js';

/** Where everything of one measuring is played. */
export interface Scene {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly collector: Collector;
  readonly seed: number;
  /** How many a run of one process takes; the others take a share or a multiple of it. */
  readonly events: number;
  readonly say: (line: string) => void;
  /** What each run got right and wrong. */
  readonly findings: (readonly Finding[])[];
}

/** What takes the services' spans, as a process of its own: its work is not theirs. */
export interface Collector {
  readonly url: string;
  /** Where it writes them, as JSON lines. */
  readonly file: string;
}

/** Plays `work` on a Kafka, a registry, a PostgreSQL (fsync on) and a trace collector that are taken away afterwards. */
export async function onScene<T>(
  { seed, say }: Settings,
  events: number,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  const stack = await startStack({ dataDir, onProgress: say });
  let collecting: Component | undefined;
  try {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    collecting = nodeProcess({
      name: 'trace-collector',
      program: 'libs/testing/dist/telemetry/main.js',
      args: ['--data', dataDir, '--port', String(port)],
      readyUrl: `${url}/health/ready`,
      dataDir,
    });
    await collecting.start();
    const collector = { url, file: join(dataDir, 'spans.jsonl') };
    return await work({ stack, dataDir, collector, seed, events, say, findings: [] });
  } finally {
    await collecting?.stop();
    await stack.stop();
    removeStackData(dataDir);
  }
}
