import { OrderCancelled, OrderCreated, ReleaseRequested, ReservationRequested } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import { aCancellation, aLine, anOrder, at, pieces } from '../events.fixture.js';
import { now } from '../memory.fixture.js';
import { Warehouse } from '../warehouse.fixture.js';
import { aRelease, aRequest, aRequestedLine } from './requests.fixture.js';

const names = (said: readonly { name: string }[]) => said.map(({ name }) => name);
const minutes = (count: number) => count * 60_000_000;
const two = [aRequestedLine(), aRequestedLine({ lineId: 'orl_2', quantity: pieces('3') })];
const line = (quantity: string, given: Parameters<typeof aRequestedLine>[0] = {}) =>
  aRequestedLine({ quantity: pieces(quantity), ...given });

describe('ReservationRequested', () => {
  it('sets stock aside until the window of its channel ends', () => {
    const warehouse = Warehouse.stocked('10');
    const said = warehouse.hears(ReservationRequested, aRequest());
    expect(said).toMatchObject([
      {
        ...{ name: 'StockReserved', orderId: 'ord_1', lineId: 'orl_1', quantity: pieces('2'), backordered: null },
        allocations: [{ locationId: 'loc_main', quantity: pieces('2') }],
        expiresAt: now + minutes(15),
      },
      { name: 'AvailabilityChanged', available: pieces('8') },
    ]);
  });

  it('names its own end, and a product by its id', () => {
    const warehouse = Warehouse.stocked('10');
    const expiresAt = (now + minutes(3)) as typeof now;
    const lines = [line('1', { sku: null, productId: 'prd_tee' })];
    expect(warehouse.hears(ReservationRequested, aRequest({ expiresAt, lines }))).toMatchObject([{ expiresAt }, {}]);
  });

  it('asked again for the same is one reservation', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest());
    expect(warehouse.hears(ReservationRequested, aRequest())).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('asked again for something else is refused by name, and the first holds', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest());
    expect(warehouse.hears(ReservationRequested, aRequest({ lines: [line('5')] }))).toMatchObject([
      { name: 'ExceptionRaised', kind: 'RESERVATION_CONFLICT', facts: { code: 'ASKED_OTHERWISE', lineId: 'orl_1' } },
    ]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('is confirmed by its order, which ends no more', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest());
    const said = warehouse.hears(OrderCreated, anOrder());
    expect(said).toMatchObject([{ name: 'StockReserved', lineId: 'orl_1', quantity: pieces('2'), expiresAt: null }]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('gives back what its order does not take, and asks for what it takes more', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest({ lines: two }));
    const lines = [aLine({ quantity: pieces('1') }), aLine({ lineId: 'orl_2', quantity: pieces('4') })];
    expect(warehouse.hears(OrderCreated, anOrder({ lines }))).toMatchObject([
      { name: 'StockReleased', lineId: 'orl_1', quantity: pieces('1'), reason: 'ORDER_CHANGED' },
      { name: 'StockReserved', lineId: 'orl_1', quantity: pieces('1') },
      { name: 'StockReserved', lineId: 'orl_2', quantity: pieces('4') },
    ]);
  });

  it('gives back what its order does not name', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest({ lines: two }));
    expect(names(warehouse.hears(OrderCreated, anOrder()))).toEqual([
      'StockReleased',
      'StockReserved',
      'AvailabilityChanged',
    ]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('of a cancelled order is refused', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCancelled, aCancellation());
    expect(warehouse.hears(ReservationRequested, aRequest())).toMatchObject([{ facts: { code: 'ORDER_CANCELLED' } }]);
  });

  it('that was to end before now gets nothing', () => {
    const said = Warehouse.stocked('10').hears(ReservationRequested, aRequest({ expiresAt: at('08:00') }));
    expect(said).toMatchObject([{ reason: 'EXPIRED' }, { kind: 'RESERVATION_CONFLICT', facts: { code: 'EXPIRED' } }]);
  });

  it.each([
    ['zero', line('0')],
    ['less than nothing', line('-1')],
    ['a part of a piece', line('1.5')],
    ['more than anybody has', line('1000000001')],
    ['nothing anybody could measure', line('1', { quantity: { ...pieces('1'), unit: '' } })],
  ])('of %s is refused by name, and the other line gets its goods', (_, wrong) => {
    const warehouse = Warehouse.stocked('10');
    const lines = [wrong, line('1', { lineId: 'orl_2' })];
    const said = warehouse.hears(ReservationRequested, aRequest({ lines }));
    expect(said).toContainEqual(
      expect.objectContaining({ name: 'ReservationRejected', lineId: 'orl_1', reason: 'QUANTITY_NOT_ALLOWED' }),
    );
    const exception: unknown = expect.objectContaining({ kind: 'QUANTITY_REFUSED', subject: 'ord_1' });
    expect(said.filter(({ name }) => name === 'ExceptionRaised')).toEqual([exception]);
    expect(warehouse.balance()).toBe('10 - 1 = 9');
  });

  it.each([
    ['an unknown SKU', line('1', { sku: 'NO-SUCH' }), 'UNKNOWN_SKU'],
    ['an unknown product', line('1', { sku: null, productId: 'prd_no' }), 'UNKNOWN_PRODUCT'],
  ])('of %s is refused by name, and the other line gets its goods', (_, wrong, kind) => {
    const warehouse = Warehouse.stocked('10');
    const said = warehouse.hears(ReservationRequested, aRequest({ lines: [wrong, line('1', { lineId: 'orl_2' })] }));
    expect(names(said)).toEqual(['StockReserved', 'ExceptionRaised', 'AvailabilityChanged']);
    expect(said[1]).toMatchObject({ kind, facts: { lineId: 'orl_1' } });
  });
});

describe('where not everything is there', () => {
  const ask = (policy: ReservationRequested['policy'], lines = two) => {
    const warehouse = Warehouse.stocked('4');
    const said = warehouse.hears(ReservationRequested, aRequest({ policy, lines }));
    return { said, balance: warehouse.balance() };
  };

  it('each line is reserved in full or rejected', () => {
    const { said, balance } = ask('EACH_LINE_IN_FULL');
    expect(said).toMatchObject([
      { name: 'StockReserved', lineId: 'orl_1' },
      { name: 'ReservationRejected', lineId: 'orl_2', quantity: pieces('3'), available: pieces('2'), reason: 'INSUFFICIENT_STOCK' },
      {},
    ]); // prettier-ignore
    expect(balance).toBe('4 - 2 = 2');
  });

  it('all lines are, or none', () => {
    const { said, balance } = ask('ALL_LINES_OR_NONE');
    expect(said).toMatchObject([
      { name: 'ReservationRejected', lineId: 'orl_1', reason: 'OTHER_LINE_REJECTED' },
      { name: 'ReservationRejected', lineId: 'orl_2', reason: 'INSUFFICIENT_STOCK' },
    ]);
    expect(balance).toBe('4 - 0 = 4');
  });

  it('none is where one cannot even be asked for', () => {
    const { said } = ask('ALL_LINES_OR_NONE', [line('1'), line('0', { lineId: 'orl_2' })]);
    expect(said.map(({ reason }) => reason)).toEqual(['QUANTITY_NOT_ALLOWED', 'OTHER_LINE_REJECTED', undefined]);
  });

  it('as much of each is as there is', () => {
    const { said, balance } = ask('AS_MUCH_AS_THERE_IS', [...two, line('1', { lineId: 'orl_3' })]);
    expect(said).toMatchObject([
      { name: 'StockReserved', lineId: 'orl_1', quantity: pieces('2') },
      { name: 'StockReserved', lineId: 'orl_2', quantity: pieces('2') },
      { name: 'ReservationRejected', lineId: 'orl_3' },
      {},
    ]);
    expect(balance).toBe('4 - 4 = 0');
  });
});

describe('ReleaseRequested', () => {
  const reserved = () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ReservationRequested, aRequest({ lines: two }));
    return warehouse;
  };
  const conflicts = (said: readonly { name: string; [field: string]: unknown }[]) =>
    said.filter(({ name }) => name === 'ExceptionRaised').map(({ facts }) => (facts as { code?: string }).code);

  it('frees what was set aside for an order, and its order asks anew', () => {
    const warehouse = reserved();
    expect(warehouse.hears(ReleaseRequested, aRelease())).toMatchObject([
      { name: 'StockReleased', lineId: 'orl_1', reason: 'RELEASE_REQUESTED' },
      { name: 'StockReleased', lineId: 'orl_2' },
      { name: 'AvailabilityChanged', available: pieces('10') },
    ]);
    warehouse.hears(OrderCreated, anOrder());
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('frees a part of a line', () => {
    const warehouse = reserved();
    warehouse.hears(ReleaseRequested, aRelease({ lines: [{ lineId: 'orl_2', quantity: pieces('1') }] }));
    expect(warehouse.balance()).toBe('10 - 4 = 6');
  });

  it('twice is said, and changes nothing', () => {
    const warehouse = reserved();
    const release = () => aRelease({ lines: [{ lineId: 'orl_1', quantity: null }] });
    warehouse.hears(ReleaseRequested, release());
    expect(conflicts(warehouse.hears(ReleaseRequested, release()))).toEqual(['RELEASED_TWICE']);
    warehouse.hears(ReleaseRequested, aRelease());
    expect(conflicts(warehouse.hears(ReleaseRequested, aRelease()))).toEqual(['RELEASED_TWICE']);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('by another order is refused, and names whose line it is', () => {
    const warehouse = reserved();
    const said = warehouse.hears(
      ReleaseRequested,
      aRelease({ orderId: 'ord_2', lines: [{ lineId: 'orl_1', quantity: null }] }),
    );
    expect(said).toMatchObject([
      { kind: 'RESERVATION_CONFLICT', subject: 'ord_2', facts: { code: 'ANOTHER_ORDERS_LINE', owner: 'ord_1' } },
    ]);
    expect(warehouse.balance()).toBe('10 - 5 = 5');
  });

  it.each([
    ['a line nobody asked for', { lineId: 'orl_9', quantity: null }, 'UNKNOWN_LINE', '10 - 2 = 8'],
    ['more than is set aside', { lineId: 'orl_1', quantity: pieces('7') }, 'RELEASED_TOO_MANY', '10 - 0 = 10'],
  ])('of %s is said, and everything else is released', (_, wrong, code, balance) => {
    const warehouse = reserved();
    const lines = [wrong, { lineId: 'orl_2', quantity: null }];
    const said = warehouse.hears(ReleaseRequested, aRelease({ lines }));
    expect(conflicts(said)).toEqual([code]);
    expect(warehouse.balance()).toBe(balance);
  });

  it('of nothing is refused as a quantity', () => {
    const said = reserved().hears(ReleaseRequested, aRelease({ lines: [{ lineId: 'orl_1', quantity: pieces('0') }] }));
    expect(said).toMatchObject([{ name: 'ExceptionRaised', kind: 'QUANTITY_REFUSED' }]);
  });
});
