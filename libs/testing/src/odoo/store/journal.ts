import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Change } from './store.js';

/**
 * The committed transactions on disk, one JSON line each, in order. A transaction is committed when its line is
 * synced; a process killed in the middle of a line never answered that call, so the torn line is cut off.
 */
export class Journal {
  private readonly file: number;
  private size: number;

  /** Opens the file, made when absent, and hands every kept transaction to `replay`, oldest first. */
  constructor(path: string, replay: (change: Change) => void) {
    this.file = openSync(path, 'a+');
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end < bytes.length) ftruncateSync(this.file, end);
    this.size = end;
    for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
      if (line) replay(JSON.parse(line) as Change);
    }
  }

  /** Puts a transaction on disk. A write that fails (a full disk) leaves nothing behind. */
  append(change: Change): void {
    const line = Buffer.from(`${JSON.stringify(change)}\n`);
    try {
      writeSync(this.file, line);
      fsyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.size);
      throw error;
    }
    this.size += line.length;
  }

  close(): void {
    closeSync(this.file);
  }
}
