import type { Area, Settings } from '../../measuring/command.js';
import type { Row } from '../../measuring/row.js';
import { burst } from './burst.js';
import { checkout } from './checkout.js';
import { ledger } from './ledger.js';
import { resync } from './resync.js';
import { told } from './told.js';

/** Parts by the names of `--only`, each on a Kafka and a PostgreSQL of its own. */
const PARTS: Readonly<Record<string, Area>> = { ledger, told, burst, resync, checkout };

/** What inventory-propagator does with stock: how fast it is booked, how soon channels hear of it, how fast a checkout is answered; and whether all of it is right. */
export const inventory: Area = async (settings: Settings) => {
  const names = Object.keys(PARTS);
  const unknown = settings.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`there is no part ${unknown}; there are: ${names.join(', ')}`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (settings.only && !settings.only.includes(name)) continue;
    rows.push(...(await part(settings)));
  }
  return rows;
};
