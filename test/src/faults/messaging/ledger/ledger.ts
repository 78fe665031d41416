import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { Entry, Records } from './entry.js';

type Line = { readonly begun: Entry } | { readonly acknowledged: string };

/** Outside of everything that is broken: a file of JSON lines, written before a record is sent and again when Kafka has acknowledged it. */
export class Ledger {
  constructor(private readonly file: string) {
    writeFileSync(file, '', { flag: 'wx' });
  }

  begin(entries: readonly Entry[]): void {
    this.append(entries.map((begun) => ({ begun })));
  }

  acknowledge(entries: readonly Entry[]): void {
    this.append(entries.map(({ id }) => ({ acknowledged: id })));
  }

  read(): Records {
    const entries: Entry[] = [];
    const acknowledged = new Set<string>();
    for (const text of readFileSync(this.file, 'utf8').split('\n')) {
      if (text === '') continue;
      const line = JSON.parse(text) as Line;
      if ('begun' in line) entries.push(line.begun);
      else acknowledged.add(line.acknowledged);
    }
    return { entries, acknowledged };
  }

  private append(lines: readonly Line[]): void {
    if (lines.length > 0) appendFileSync(this.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}
