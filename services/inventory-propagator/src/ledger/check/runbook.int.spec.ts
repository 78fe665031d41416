import { readFileSync } from 'node:fs';
import { CycleCountCompleted, ExceptionRaised, LocationLinked, ProductLinked } from '@penstock/contracts';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCount, aLocation, aProduct } from '../../events.fixture.js';
import { migrations } from '../../migrations/index.js';
import { handlers } from '../../warehouse.fixture.js';
import { BalanceCheckLoop } from './balance-check-loop.js';

const runbook = readFileSync(new URL('../../../../../docs/runbooks/stock-ledger.md', import.meta.url), 'utf8');
const productId = 'prd_c';

let service: ServiceUnderTest;
beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'inventory-propagator', handlers, migrations });
});
afterAll(() => service?.close());

it('the statement of the runbook books a difference, and the ledger is in order again', async () => {
  const [, statement = ''] = /```sql\n([^`]*)```/.exec(runbook) ?? [];
  await service.hears(
    incoming(LocationLinked, aLocation()),
    incoming(ProductLinked, aProduct({ productId })),
    incoming(CycleCountCompleted, aCount({ productId })),
  );
  await service.query('UPDATE stock_level SET on_hand = on_hand + 2');
  await service.query('UPDATE product SET on_hand = on_hand + 2');
  const loop = new BalanceCheckLoop(service.units, { entity: 'main', everyMs: 0 });
  while (await loop.turn());
  await service.query(statement);
  while (await loop.turn());
  expect((await service.outbox(ExceptionRaised)).map(({ event }) => `${event.severity} ${event.message}`)).toEqual([
    'CRITICAL The stock of prd_c is not the sum of its movements: on_hand at loc_main is 12, its movements come to 10.',
    'INFO The stock of prd_c is the sum of its movements again.',
  ]);
});
