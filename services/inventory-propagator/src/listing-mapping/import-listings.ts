import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import type { ChannelBuffers } from '../listings/listed.js';
import { channelListings } from './channel-listing.js';
import { checkRow, type ImportRow, isRefused, type PlacedRow, type RefusedRow } from './import-rows.js';
import { given, saysTheSame } from './statements.js';

/** Some rows of a file, in their order. Whoever got no answer sends the same ones again. */
export interface ImportPart {
  /** The same for every part of one file, another for every run. */
  readonly importId: string;
  readonly file: string;
  readonly actor: string;
  readonly reason: string;
  readonly rows: readonly ImportRow[];
}

/** What became of the rows: each is in one of these. */
export interface ImportedPart {
  readonly taken: number;
  /** They say what was known. */
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/**
 * Takes what is good of a part of a file, in one transaction; the mapping loop does the rest. Nothing is held but the part: a file of any length
 * goes through in parts.
 */
export function importListings(units: UnitsOfWork, buffers: ChannelBuffers, part: ImportPart): Promise<ImportedPart> {
  const destinations = [...buffers.keys()];
  const checked = part.rows.map((row) => checkRow(row, destinations));
  const placed = checked.filter((row): row is PlacedRow => !isRefused(row));
  return units.run(undefined, async (unit) => {
    await unit.load(placed.map((row) => channelListings.one(row)));
    const refused = checked.filter(isRefused);
    let [taken, unchanged] = [0, 0];
    for (const row of placed) {
      const before = unit.row(channelListings.one(row));
      const twice = namedTwice(before, row, part);
      if (twice) {
        refused.push(twice);
        continue;
      }
      const after = given(before, row, byOf(part));
      if (saysTheSame(before, after)) unchanged += 1;
      else taken += 1;
      if (after !== before) unit.save(channelListings.save(after));
    }
    refused.sort((a, b) => a.line - b.line);
    await record(unit, part, { taken, unchanged, refused });
    return { taken, unchanged, refused };
  });
}

const byOf = ({ file, importId }: ImportPart): string => `${file} (import ${importId.slice(0, 8)})`;

/** The same listing for another product, earlier in the same file: whichever is right, the file does not say. */
function namedTwice(
  { givenBy, givenSku }: { givenBy: string | null; givenSku: string | null },
  row: PlacedRow,
  part: ImportPart,
): RefusedRow | undefined {
  const sku = row.sku?.trim() ?? '';
  if (givenBy !== byOf(part) || sku === '' || givenSku === null || givenSku === sku) return undefined;
  return {
    line: row.line,
    problem: `two products are mapped to one listing: an earlier line gives ${row.ref} of ${row.destination} the SKU ${givenSku}, this one ${sku}`,
    remedy: 'keep the line that is right; the earlier one was taken',
  };
}

/** Who imported what, and how it ended. A part that is sent twice is counted once. */
async function record(unit: UnitOfWork, part: ImportPart, done: ImportedPart): Promise<void> {
  const { importId, file, actor, reason, rows } = part;
  const last = rows.at(-1)?.line ?? 0;
  await unit.transaction.query(
    `INSERT INTO listing_import AS i (import_id, file, actor, reason, taken, unchanged, refused, last_line, begun_at, last_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), now())
     ON CONFLICT (import_id) DO UPDATE SET taken = i.taken + excluded.taken, unchanged = i.unchanged + excluded.unchanged,
       refused = i.refused + excluded.refused, last_line = excluded.last_line, last_at = now()
     WHERE excluded.last_line > i.last_line`,
    [importId, file, actor, reason, done.taken, done.unchanged, done.refused.length, last],
  );
}
