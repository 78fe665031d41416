import { describe, expect, it } from 'vitest';
import { lagOf } from './lag.js';
import { Lane } from './lane.js';
import { Permits } from './permits.js';
import { Room } from './room.js';
import { beginAt } from './positions.js';

function aLane(): Lane {
  return new Lane({
    ...{ topic: 't', partition: 3, isUrgent: false, permits: new Permits(1), room: new Room(1000, 1) },
    handler: { onBatch: async () => undefined },
    ...{ seek: () => undefined, flow: () => undefined, onUnfinished: () => undefined },
  });
}
const range = { low: 10n, high: 110n };

describe('the lag of a partition', () => {
  it('is unknown while nobody knows where it begins', () => {
    const lane = aLane();
    beginAt(lane, { alarm: 'NO_OFFSET_BUT_INBOX', reason: 'lost' }, range);
    expect(lagOf([lane])).toEqual([]);
  });

  it('is what lies between what is done and the end', () => {
    const lane = aLane();
    beginAt(lane, 'beginning', range);
    expect(lagOf([lane])).toEqual([{ topic: 't', partition: 3, records: 100 }]);
    lane.done = 60n;
    expect(lagOf([lane])).toEqual([{ topic: 't', partition: 3, records: 50 }]);
  });

  it('is nothing where more is done than the end that was seen last', () => {
    const lane = aLane();
    beginAt(lane, 20n, range);
    lane.done = 130n;
    expect(lagOf([lane])).toMatchObject([{ records: 0 }]);
  });

  it('does not count the marks of transactions behind the last record', () => {
    const lane = aLane();
    beginAt(lane, 109n, range);
    lane.emptyBefore = 110n;
    expect(lagOf([lane])).toMatchObject([{ records: 0 }]);
  });
});
