import { type MoveLineRecord, type MoveRecord, type OdooClient, records } from '@penstock/connector-odoo';
import type { Decimal } from '@penstock/domain';
import { chunks } from '../catalog/follow-catalog.js';
import type { OdooLocation } from '../catalog/odoo-location.js';
import type { OdooProduct } from '../catalog/odoo-product.js';
import { unitName } from '../catalog/unit-name.js';
import type { KnownRecords } from './known-records.js';
import type { StockLine } from './stock-line.js';

/** A line with its move, before anybody asked what it was for. */
export interface MovedLine {
  readonly line: StockLine;
  readonly move: MoveRecord;
}

export const isDone = ({ state }: MoveRecord): boolean => state === 'done';

/** Reads where goods of done moves really went, in the words of our own catalogue. */
export class MoveLines {
  constructor(
    private readonly odoo: OdooClient,
    private readonly known: KnownRecords,
  ) {}

  /** @param moves done moves; their lines are read in the order of ids */
  async of(moves: readonly MoveRecord[]): Promise<MovedLine[]> {
    const byId = new Map(moves.map((move) => [move.id, move]));
    const lines: MoveLineRecord[] = [];
    for (const some of chunks([...byId.keys()])) {
      lines.push(...(await this.odoo.readAll('stock.move.line', [['move_id', 'in', some]], records.moveLine)));
    }
    const products = await this.known.products(lines.map(({ product_id }) => product_id.id));
    const locations = await this.known.locations(
      lines.flatMap((line) => [line.location_id.id, line.location_dest_id.id]),
    );
    const converted = await this.inProductUnit(lines, products);
    return lines.flatMap((line): MovedLine[] => {
      const move = line.move_id && byId.get(line.move_id.id);
      const product = products.get(String(line.product_id.id));
      const from = locations.get(String(line.location_id.id));
      const to = locations.get(String(line.location_dest_id.id));
      // Deleted in Odoo between two of our reads; its move's write_date brings us back if it still matters.
      if (!move || !product || !from || !to) return [];
      const quantity = converted.get(line.id) ?? line.quantity;
      return [{ line: stockLine(line, move, { product, from, to, quantity }), move }];
    });
  }

  /** Quantities come in the line's unit. Only where that is not the product's own (a dozen of pieces) is Odoo asked to convert. */
  private async inProductUnit(
    lines: readonly MoveLineRecord[],
    products: ReadonlyMap<string, OdooProduct>,
  ): Promise<ReadonlyMap<number, Decimal>> {
    const other = lines.filter(
      (line) => unitName(line.product_uom_id.name) !== products.get(String(line.product_id.id))?.unit,
    );
    if (other.length === 0) return new Map();
    const domain = [['id', 'in', other.map(({ id }) => id)]];
    const converted = await this.odoo.readAll('stock.move.line', domain, records.moveLineInProductUnit);
    return new Map(converted.map((line) => [line.id, line.quantity_product_uom]));
  }
}

function stockLine(
  { id: moveLineId }: MoveLineRecord,
  { id: moveId, date: at, is_inventory: isCount, picking_id: picking, origin }: MoveRecord,
  { product, from, to, quantity }: { product: OdooProduct; from: OdooLocation; to: OdooLocation; quantity: Decimal },
): StockLine {
  const { productId, unit, storable } = product;
  return {
    moveLineId,
    moveId,
    product: { productId, unit, storable },
    from: { locationId: from.locationId, usage: from.usage },
    to: { locationId: to.locationId, usage: to.usage },
    quantity,
    at,
    isCount,
    pickingId: picking?.id ?? null,
    reference: origin ?? picking?.name ?? null,
    expectationId: null,
    orderLine: null,
    shipment: null,
  };
}
