import { StackError } from '@penstock/testing/stack';

/** What the person at the terminal is told of a failure: our own errors are sentences, anything else is a defect and shows where it is. */
export function explain(error: unknown, dataDir: string): string {
  if (!(error instanceof Error)) return String(error);
  if (/ENOSPC|No space left on device/i.test(error.message)) {
    return `The disk that holds ${dataDir} is full: make room there (about 2 GB) and start again.`;
  }
  const isSentence = error instanceof StackError || error.constructor === Error;
  return isSentence ? error.message : (error.stack ?? error.message);
}
