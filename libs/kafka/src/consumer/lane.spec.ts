import { describe, expect, it, vi } from 'vitest';
import type { PartitionHandler, ReceivedMessage } from '../port.js';
import { Lane } from './lane.js';
import { Permits } from './permits.js';
import { Room } from './room.js';

const message = (offset: number, bytes = 10): ReceivedMessage => ({
  topic: 't',
  partition: 0,
  offset: BigInt(offset),
  key: null,
  value: Buffer.alloc(bytes),
  headers: {},
  timestamp: 0,
});

function aLane(
  onBatch: PartitionHandler['onBatch'],
  options: { permits?: Permits; isUrgent?: boolean; room?: Room } = {},
) {
  const flow = vi.fn();
  const onUnfinished = vi.fn();
  const lane = new Lane({
    ...{ topic: 't', partition: 0, flow, onUnfinished, seek: () => undefined },
    room: options.room ?? new Room(200, 1),
    permits: options.permits ?? new Permits(1),
    isUrgent: options.isUrgent ?? false,
    handler: { onBatch },
  });
  lane.begin(0n);
  return { lane, flow, onUnfinished };
}

/** Notes offsets and resolves them when its gate is opened. */
function gated() {
  const seen: bigint[] = [];
  const gates: (() => void)[] = [];
  const onBatch: PartitionHandler['onBatch'] = async ({ messages }, control) => {
    await new Promise<void>((open) => gates.push(open));
    seen.push(...messages.map(({ offset }) => offset));
    control.resolve(messages.at(-1)!.offset);
  };
  const held = () => vi.waitFor(() => expect(gates).not.toEqual([]));
  const open = async (): Promise<void> => {
    await held();
    gates.shift()?.();
  };
  return { seen, onBatch, open, held, isHeld: () => gates.length > 0 };
}

describe('a lane', () => {
  it('hands over one batch at a time, in order, each offset once', async () => {
    const { seen, onBatch, held, open } = gated();
    const { lane } = aLane(onBatch);
    lane.offer([message(0), message(1)], 2n);
    await held();
    lane.offer([message(1), message(2)], 3n);
    await open();
    await vi.waitFor(() => expect(seen).toEqual([0n, 1n]));
    await open();
    await lane.idle;
    expect(seen).toEqual([0n, 1n, 2n]);
    expect(lane.done).toBe(3n);
  });

  it('hands over together what came one by one while it was busy', async () => {
    const batches: number[] = [];
    const { onBatch, held, open } = gated();
    const { lane } = aLane((batch, control) => {
      batches.push(batch.messages.length);
      return onBatch(batch, control);
    });
    lane.offer([message(0)], 1n);
    await held();
    for (let offset = 1; offset < 4; offset += 1) lane.offer([message(offset)], BigInt(offset + 1));
    await open();
    await open();
    await lane.idle;
    expect(batches).toEqual([1, 3]);
    expect(lane.done).toBe(4n);
  });

  it('hands over with the rest what comes while it waits for its turn', async () => {
    const permits = new Permits(1);
    await permits.acquire({ isUrgent: false, isFull: () => false });
    const batches: number[] = [];
    const { lane } = aLane(
      async ({ messages }, control) => {
        batches.push(messages.length);
        control.resolve(messages.at(-1)!.offset);
      },
      { permits },
    );
    for (let offset = 0; offset < 4; offset += 1) lane.offer([message(offset)], BigInt(offset + 1));
    permits.release();
    await vi.waitFor(() => expect(lane.done).toBe(4n));
    expect(batches).toEqual([4]);
  });

  it('works beside others once much waits', async () => {
    const permits = new Permits(2);
    await permits.acquire({ isUrgent: false, isFull: () => false });
    const { onBatch, isHeld, open } = gated();
    const { lane } = aLane(onBatch, { permits });
    lane.offer([message(0)], 1n);
    await Promise.resolve();
    expect(isHeld()).toBe(false);
    lane.offer(
      Array.from({ length: 199 }, (_, n) => message(n + 1)),
      200n,
    );
    await vi.waitFor(() => expect(isHeld()).toBe(true));
    await open();
    await lane.idle;
    expect(lane.done).toBe(200n);
  });

  it('has Kafka send no more once its room is full, and again when half of it is free', async () => {
    const { onBatch, held, open } = gated();
    const { lane, flow } = aLane(onBatch);
    lane.offer([message(0, 60)], 1n);
    await held();
    expect(flow.mock.calls).toEqual([[true]]);
    lane.offer([message(1, 60)], 2n);
    expect(flow.mock.calls).toEqual([[true], [false]]);
    await open();
    await vi.waitFor(() => expect(lane.done).toBe(1n));
    expect(flow).toHaveBeenCalledTimes(2);
    await open();
    await lane.idle;
    expect(flow.mock.calls).toEqual([[true], [false], [true]]);
  });

  it('may have the room of others that have nothing, who keep a share of their own', async () => {
    const room = new Room(200, 10);
    const { onBatch, held, open } = gated();
    const { lane, flow } = aLane(onBatch, { room });
    const other = aLane(onBatch, { room });
    lane.offer([message(0, 99)], 1n);
    await held();
    expect(flow).toHaveBeenLastCalledWith(true);
    lane.offer([message(1, 1)], 2n);
    expect(flow).toHaveBeenLastCalledWith(false);
    other.lane.offer([message(0, 9)], 1n);
    expect(other.flow).toHaveBeenLastCalledWith(true);
    for (let batches = 0; batches < 3; batches += 1) await open();
    await Promise.all([lane.idle, other.lane.idle]);
    expect(flow).toHaveBeenLastCalledWith(true);
  });

  it('hands over nothing more after its end, and takes nothing', async () => {
    const { seen, onBatch, held, open } = gated();
    const { lane } = aLane(onBatch);
    lane.offer([message(0)], 1n);
    await held();
    lane.offer([message(1)], 2n);
    lane.end();
    expect(lane.offer([message(2)], 3n)).toBe(false);
    await open();
    await lane.idle;
    expect(seen).toEqual([0n]);
  });

  it('forgets what waits and asks where to go on when something was left undone', async () => {
    const onBatch = vi.fn<PartitionHandler['onBatch']>(async (_, control) => control.resolve(0n));
    const { lane, onUnfinished } = aLane(onBatch);
    lane.offer([message(0), message(1)], 2n);
    lane.offer([message(2)], 3n);
    await lane.idle;
    expect(onBatch).toHaveBeenCalledTimes(1);
    expect(onUnfinished).toHaveBeenCalledTimes(1);
    expect(lane.next).toBeUndefined();
    expect(lane.offer([message(3)], 4n)).toBe(false);
  });

  it('still works on what it has when Kafka has lost what follows', async () => {
    const { seen, onBatch, open } = gated();
    const { lane } = aLane(onBatch);
    lane.offer([message(0)], 1n);
    lane.stop({ alarm: 'A', reason: 'r' });
    expect(lane.offer([message(5)], 6n)).toBe(false);
    await open();
    await lane.idle;
    expect(seen).toEqual([0n]);
  });

  it('that is urgent goes before those that waited longer', async () => {
    const permits = new Permits(1);
    const order: string[] = [];
    const noting = (name: string): PartitionHandler['onBatch'] => {
      return async ({ messages }, control) => {
        order.push(name);
        control.resolve(messages.at(-1)!.offset);
      };
    };
    await permits.acquire({ isUrgent: false, isFull: () => true });
    const lanes = [
      aLane(noting('ordinary 1'), { permits }),
      aLane(noting('ordinary 2'), { permits }),
      aLane(noting('urgent'), { permits, isUrgent: true }),
    ].map(({ lane }) => lane);
    for (const lane of lanes) lane.offer([message(0)], 1n);
    permits.release();
    await Promise.all(lanes.map((lane) => lane.idle));
    expect(order).toEqual(['urgent', 'ordinary 1', 'ordinary 2']);
  });
});
