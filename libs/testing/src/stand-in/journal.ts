import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

export interface Entry {
  readonly collection: string;
  readonly key: string;
  readonly value: unknown;
}

/**
 * A stand-in's state: small documents by collection and key, kept in memory and in an append-only file. Each change is one append of
 * one line, so that after a SIGKILL a change is there wholly or not at all.
 */
export class Journal {
  readonly #file: string;
  readonly #collections = new Map<string, Map<string, unknown>>();

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#file = join(dataDir, 'state.jsonl');
    if (existsSync(this.#file)) this.#load();
  }

  get<T>(collection: string, key: string): T | undefined {
    return this.#collection(collection).get(key) as T | undefined;
  }

  /** All documents of a collection, in the order in which they were first put. */
  all<T>(collection: string): T[] {
    return [...this.#collection(collection).values()] as T[];
  }

  count(collection: string): number {
    return this.#collection(collection).size;
  }

  /** Puts all documents at once. */
  put(...entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    appendFileSync(this.#file, `${JSON.stringify(entries)}\n`);
    this.#apply(entries);
  }

  /** A number never given before under this name, from `first` on. */
  next(name: string, first = 1): number {
    const value = this.get<number>('_sequence', name) ?? first;
    this.put({ collection: '_sequence', key: name, value: value + 1 });
    return value;
  }

  #load(): void {
    const text = readFileSync(this.#file, 'utf8');
    const complete = text.lastIndexOf('\n') + 1;
    // The process was killed within a write: that change never happened, and the next one must begin on a line of its own.
    if (complete < text.length) truncateSync(this.#file, Buffer.byteLength(text.slice(0, complete)));
    for (const line of text.slice(0, complete).split('\n')) if (line) this.#apply(JSON.parse(line) as Entry[]);
  }

  #apply(entries: readonly Entry[]): void {
    for (const { collection, key, value } of entries) this.#collection(collection).set(key, value);
  }

  #collection(name: string): Map<string, unknown> {
    const existing = this.#collections.get(name);
    if (existing) return existing;
    const created = new Map<string, unknown>();
    this.#collections.set(name, created);
    return created;
  }
}
