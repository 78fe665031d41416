import { describe, expect, it } from 'vitest';
import { Handover } from './handover.js';
import { LANES, laneOf, type OutboxRow } from './outbox-store.js';

const ALL = Array.from({ length: LANES }, (_, lane) => lane);
const aRow = (id: number, bytes = 10): OutboxRow => ({
  id: String(id),
  topic: 't',
  key: `key ${id}`,
  value: Buffer.alloc(bytes),
  traceparent: null,
});
const laneOfRow = ({ topic, key }: OutboxRow) => laneOf(topic, key);
const rows = Array.from({ length: 50 }, (_, id) => aRow(id));

describe('handing over to the own relay', () => {
  it('keeps nothing, and says so, while the relay sends nothing', () => {
    const handover = new Handover();
    expect(handover.put(rows)).toBe(true);
    expect(handover.put([])).toBe(false);
    expect(handover.take('1')).toBeUndefined();
  });

  it('keeps everything when the relay sends every lane', () => {
    const handover = new Handover();
    handover.sends(ALL);
    expect(handover.put(rows)).toBe(false);
    expect(rows.map(({ id }) => handover.take(id))).toEqual(rows);
    expect(handover.take('1')).toBeUndefined();
  });

  it('keeps the rows of the lanes it sends, and says that there were others', () => {
    const handover = new Handover();
    handover.sends([0, 3]);
    expect(handover.put(rows)).toBe(true);
    const own = rows.filter((row) => [0, 3].includes(laneOfRow(row)));
    expect(own.length).toBeGreaterThan(0);
    expect(rows.flatMap(({ id }) => handover.take(id) ?? [])).toEqual(own);
    expect(handover.put(own)).toBe(false);
  });

  it('forgets all when lanes change hands', () => {
    const handover = new Handover();
    handover.sends(ALL);
    handover.put(rows);
    handover.sends([...ALL].reverse());
    expect(handover.take('1')).toBeDefined();
    handover.sends([0]);
    handover.sends(ALL);
    expect(handover.take('2')).toBeUndefined();
  });

  it('keeps no more than 20,000 rows or 32 MiB, the newest', () => {
    const handover = new Handover();
    handover.sends(ALL);
    handover.put(Array.from({ length: 20_001 }, (_, id) => aRow(id)));
    expect([handover.take('0'), handover.take('1')?.id]).toEqual([undefined, '1']);
    handover.put(Array.from({ length: 33 }, (_, id) => aRow(100_000 + id, 1024 * 1024)));
    expect([handover.take('20000'), handover.take('100000'), handover.take('100002')?.id]).toEqual([undefined, undefined, '100002']); // prettier-ignore
  });
});
