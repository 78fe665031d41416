import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStackData, type Stack, startStack } from '@penstock/testing/stack';

/** Where faults are played. */
export interface Place {
  readonly stack: Stack;
  /** Data, logs and ledgers. */
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/** Brings a stack up, has work done on it, and takes it down. Its folder is kept where all is not as it should be. */
export async function withStack<Result>(
  say: (line: string) => void,
  work: (place: Place) => Promise<Result>,
  isAsItShould: (result: Result) => boolean,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  const stack = await startStack({ dataDir, onProgress: say });
  let hasHeld = false;
  try {
    const result = await work({ stack, dataDir, say });
    hasHeld = isAsItShould(result);
    return result;
  } finally {
    await stack.stop();
    if (hasHeld) removeStackData(dataDir);
    else say(`Logs and ledgers are kept in ${dataDir}`);
  }
}
