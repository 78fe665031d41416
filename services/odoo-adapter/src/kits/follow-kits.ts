import { type OdooClient, OdooValidation, OdooWrongCall, records } from '@penstock/connector-odoo';
import { KitDefined } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { say, type UnitsOfWork } from '@penstock/messaging';
import { inTransaction, selectRows } from '@penstock/persistence';
import { contentHash } from '../catalog/content-hash.js';
import type { OdooProduct } from '../catalog/odoo-product.js';
import { ChangedRecords } from '../odoo-changes/changed-records.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import type { KnownRecords } from '../stock-moves/known-records.js';
import { type AnnouncedKit, announcedKits } from './announced-kit.js';
import { kitPartsOf } from './kit-parts.js';
import { PHANTOM, readKitBooks } from './read-kits.js';

interface Kit {
  readonly row: AnnouncedKit;
  readonly components: KitDefined['components'];
}

/**
 * Announces which products are kits, and of what. There are few of them: when anything of a BoM changes, all are read again, and those are told
 * that are not as they were announced. An Odoo without the module mrp has none.
 */
export class KitFollower {
  private hasKits: boolean | undefined;
  private readonly boms;
  private readonly lines;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly known: KnownRecords,
    marginSeconds: number,
  ) {
    const boms = { stream: 'kits', model: 'mrp.bom', shape: records.bom, domain: PHANTOM } as const;
    this.boms = new ChangedRecords(odoo, units, marginSeconds, boms);
    const ofKits = [['bom_id.type', '=', 'phantom']];
    const lines = { stream: 'kit lines', model: 'mrp.bom.line', shape: records.bomLine, domain: ofKits } as const;
    this.lines = new ChangedRecords(odoo, units, marginSeconds, lines);
  }

  async follow(): Promise<void> {
    this.hasKits ??= await this.readable();
    if (!this.hasKits) return;
    const boms = await this.boms.since(await this.boms.cursor());
    const lines = await this.lines.since(await this.lines.cursor());
    if (!this.boms.isNews([boms, lines])) return;
    await this.takeAll();
    await this.lines.settled(lines, lines);
    await this.boms.settled(boms, [boms, lines]);
  }

  /** Compares all kits with what was announced: deletions, and what follows from a new variant, show nowhere else. @returns how many differed */
  async takeAll(): Promise<number> {
    this.hasKits = await this.readable();
    const kits = this.hasKits ? await this.read() : [];
    const now = new Set(kits.map(({ row }) => row.odooId));
    const announced = await inTransaction(this.units.database, (transaction) =>
      selectRows(transaction, announcedKits, `WHERE t.parts_hash <> '' ORDER BY t.odoo_id`, []),
    );
    const over = announced.filter(({ odooId }) => !now.has(odooId));
    return this.announce([...kits, ...over.map((row) => ({ row: { ...row, partsHash: '' }, components: [] }))]);
  }

  private async read(): Promise<Kit[]> {
    const books = await readKitBooks(this.odoo);
    const parts = new Map([...books.variants.keys()].map((id) => [id, kitPartsOf(id, books)]));
    const products = await this.known.products([
      ...books.variants.keys(),
      ...[...parts.values()].flatMap((each) => [...(each?.keys() ?? [])]),
    ]);
    return [...parts].flatMap(([id, each]): Kit[] => {
      const product = products.get(String(id));
      const components = each && product ? componentsOf(each, products) : [];
      if (!product || components.length === 0) return [];
      const { odooId, productId } = product;
      const partsHash = contentHash(...components.flatMap((part) => [part.productId, decimalText(part.quantity.amount), part.quantity.unit])); // prettier-ignore
      return [{ row: { odooId, productId, partsHash }, components }];
    });
  }

  /** In one transaction with the rows that say what was announced: their locks keep a second replica from announcing it too. */
  private announce(kits: readonly Kit[]): Promise<number> {
    return this.units.run(causeFrom(this.system, systemName(this.system)), async (unit) => {
      await unit.load(kits.map(({ row }) => announcedKits.one(row)));
      const news = kits.filter(({ row }) => unit.row(announcedKits.one(row)).partsHash !== row.partsHash);
      for (const { row, components } of news) {
        unit.emit(say(KitDefined, { productId: row.productId, components }), causeFrom(this.system, row.productId));
        unit.save(announcedKits.save(row));
      }
      return news.length;
    });
  }

  /** Asked as the mapping's check asks for rights: an Odoo that lacks the model refuses the call. */
  private async readable(): Promise<boolean> {
    try {
      return (await this.odoo.call('mrp.bom', 'has_access', { ids: [], operation: 'read' })) === true;
    } catch (error) {
      if (error instanceof OdooValidation || error instanceof OdooWrongCall) return false;
      throw error;
    }
  }
}

/** Parts that have no stock limit nothing. Sorted, so that the same parts are the same content. */
function componentsOf(
  parts: ReadonlyMap<number, KitDefined['components'][number]['quantity']['amount']>,
  products: ReadonlyMap<string, OdooProduct>,
): KitDefined['components'] {
  return [...parts]
    .sort(([a], [b]) => a - b)
    .flatMap(([id, amount]) => {
      const part = products.get(String(id));
      return part?.storable && amount.gt('0')
        ? [{ productId: part.productId, quantity: { amount, unit: part.unit } }]
        : [];
    });
}
