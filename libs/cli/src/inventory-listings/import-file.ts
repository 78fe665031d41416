import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { askOwner } from '../admin/ask-owner.js';
import { UsageError } from '../ending.js';
import type { ListingsLine } from './command-line.js';
import { isRefused, type ListingRow, listingRows, type RefusedRow } from './listing-rows.js';

/** What became of a file: each row is in one of these. */
export interface Imported {
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

interface PartAnswer {
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/** As many as a body of the admin API takes. */
const PART = 500;

/**
 * Sends a file in parts and holds no more than one. An answer that was lost is no harm: the same part is taken once.
 * @param tell is given every row that was not taken
 * @throws {UsageError} when the file cannot be read, or does not begin with its columns
 */
export async function importFile(line: ListingsLine, path: string, tell: (row: RefusedRow) => void): Promise<Imported> {
  const common = { importId: randomUUID(), file: basename(path), actor: line.actor, reason: line.reason };
  let done: Imported = { taken: 0, unchanged: 0, refused: 0 };
  let part: ListingRow[] = [];
  const refuse = (row: RefusedRow) => {
    tell(row);
    done = { ...done, refused: done.refused + 1 };
  };
  const send = async () => {
    if (part.length === 0) return;
    const rows = part;
    part = [];
    const { taken, unchanged, refused } = await askOwner<PartAnswer>(line, 'POST', '/v1/listings/imports', {
      ...common,
      rows,
    });
    done = { ...done, taken: done.taken + taken, unchanged: done.unchanged + unchanged };
    refused.forEach(refuse);
  };
  for await (const row of listingRows(chunksOf(path))) {
    if (isRefused(row)) refuse(row);
    else part.push(row);
    if (part.length === PART) await send();
  }
  await send();
  return done;
}

async function* chunksOf(path: string): AsyncGenerator<string> {
  try {
    for await (const chunk of createReadStream(path, 'utf8')) yield chunk as string;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read: ${code ?? message}`, { cause: error });
  }
}
