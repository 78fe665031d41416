import { PriceChanged } from '@penstock/contracts';
import { money } from '@penstock/domain';
import { type Outgoing, say, type UnitsOfWork } from '@penstock/messaging';
import { chunks } from '../catalog/follow-catalog.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import { modelOf, odooPrices, type Price, samePrice } from './announced-price.js';

/**
 * Announces whatever is not as it was announced last. Of each record everything must be given that it says now: what it said before and does
 * not say any more is announced as gone.
 * @param records model and id of all that was read, with or without prices
 * @returns how many prices were announced
 */
export async function announcePrices(
  units: UnitsOfWork,
  odoo: OdooSystem,
  records: readonly string[],
  stated: readonly Price[],
): Promise<number> {
  const byRecord = Map.groupBy(stated, ({ record }) => record);
  let announced = 0;
  for (const some of chunks(records)) {
    const prices = some.flatMap((record) => byRecord.get(record) ?? []);
    announced += await announceSome(units, odoo, some, prices);
  }
  return announced;
}

/** In one transaction with the rows that say what was announced: their locks keep a second replica from announcing it too. */
function announceSome(
  units: UnitsOfWork,
  odoo: OdooSystem,
  records: readonly string[],
  stated: readonly Price[],
): Promise<number> {
  return units.run(causeFrom(odoo, systemName(odoo)), async (unit) => {
    const ofRecords = records.map((record) => odooPrices.children('record', record));
    await unit.load(ofRecords);
    const now = new Set(stated.map((price) => odooPrices.idOf(price)));
    const gone = ofRecords
      .flatMap((ref) => unit.children(ref))
      .filter((price) => price.currency !== '' && !now.has(odooPrices.idOf(price)))
      .map((price) => ({ ...price, active: false }));
    const all = [...stated, ...gone];
    await unit.load(all.map((price) => odooPrices.one(price)));
    const news = all.filter((price) => !samePrice(unit.row(odooPrices.one(price)), price));
    for (const price of news) {
      unit.emit(priceChanged(odoo, price), causeFrom(odoo, price.productId));
      unit.save(odooPrices.save(price));
    }
    return news.length;
  });
}

const priceChanged = (odoo: OdooSystem, price: Price): Outgoing<PriceChanged> =>
  say(PriceChanged, {
    productId: price.productId,
    odoo: { instance: odoo.instance, model: modelOf(price), id: Number(price.odooId) },
    pricelist: price.pricelist,
    company: price.company,
    price: money(price.amount, price.currency),
    minimumQuantity: price.minimumQuantity,
    validFrom: price.validFrom,
    validUntil: price.validUntil,
    active: price.active,
  });
