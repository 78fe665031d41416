import { type OdooClient, type PickingCarrierRecord, records } from '@penstock/connector-odoo';

/** Carrier and tracking of transfers, where the server has them: the fields come with module stock_delivery. */
export class PickingCarriers {
  private known: Promise<boolean> | undefined;

  constructor(private readonly odoo: OdooClient) {}

  /** By the picking's id; empty on a server without the module. */
  async of(pickingIds: readonly number[]): Promise<ReadonlyMap<number, PickingCarrierRecord>> {
    if (pickingIds.length === 0 || !(await this.hasFields())) return new Map();
    const carriers = await this.odoo.readAll('stock.picking', [['id', 'in', pickingIds]], records.pickingCarrier);
    return new Map(carriers.map((each) => [each.id, each]));
  }

  /** Asked once: naming the fields on a server that lacks them is an error of the whole read. */
  private hasFields(): Promise<boolean> {
    this.known ??= this.ask().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async ask(): Promise<boolean> {
    const wanted = Object.keys(records.pickingCarrier.shape).filter((name) => name !== 'id');
    const asked = { allfields: wanted, attributes: ['type'] };
    const fields = await this.odoo.call('stock.picking', 'fields_get', asked);
    return wanted.every((name) => Object.hasOwn(fields as object, name));
  }
}
