import { describe, expect, it, onTestFinished } from 'vitest';
import type { PartitionControl } from '../port.js';
import { aConsumer, aGroup, asAdmin, aTopic, eventually, fill, Ledger, numbered } from '../kafka.fixture.js';

/** A door that is shut until somebody opens it. */
function aDoor() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const committed = (groupId: string, topic: string) =>
  asAdmin(async (admin) => {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  });

describe('partitions', () => {
  it('go on while the handler of one of them is held up (tulios/kafkajs #1732)', async () => {
    const topic = await aTopic(3);
    const ledger = new Ledger();
    const door = aDoor();
    ledger.before = async ([first]) => (first?.partition === 0 ? door.opened : undefined);
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    onTestFinished(() => door.open());
    await consumer.start(ledger);
    await fill(topic, numbered(5));
    const begun = performance.now();
    for (let round = 1; round <= 10; round += 1) {
      for (const partition of [1, 2]) await fill(topic, [`${round}`], { partition });
      await eventually('both go on', () => [1, 2].every((each) => ledger.values(each).length === round), 5000);
    }
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(ledger.values(0)).toEqual([]);
    door.open();
    await eventually('the held one follows', () => ledger.values(0).length === 5);
  });

  it('are handed over in order, each offset once, side by side (tulios/kafkajs #1764)', async () => {
    const topic = await aTopic(6);
    const values = numbered(3000);
    for (let partition = 0; partition < 6; partition += 1) await fill(topic, values, { partition });
    const ledger = new Ledger();
    let now = 0;
    let most = 0;
    ledger.before = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    const consumer = aConsumer(topic, { roomBytes: 30_000 });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('all come', () => ledger.messages.length >= 18_000);
    for (let partition = 0; partition < 6; partition += 1) expect(ledger.values(partition)).toEqual(values);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('of an urgent topic go before a long backlog of another as soon as a place is free', async () => {
    const [ordinary, urgent] = [await aTopic(3), await aTopic(1)];
    for (const partition of [0, 1, 2]) await fill(ordinary, numbered(15_000), { partition });
    const ledger = new Ledger();
    const handedOver: (string | undefined)[] = [];
    const doors: ReturnType<typeof aDoor>[] = [];
    ledger.before = async ([first], isRunning) => {
      handedOver.push(first?.topic);
      const door = aDoor();
      doors.push(door);
      if (isRunning()) await door.opened;
    };
    const consumer = aConsumer([ordinary, urgent], { partitionsAtOnce: 2, urgentTopics: [urgent] });
    onTestFinished(async () => {
      const stopped = consumer.stop();
      for (const door of doors) door.open();
      await stopped;
    });
    await consumer.start(ledger);
    await eventually('every place is taken', () => doors.length === 2);
    await fill(urgent, ['now']);
    const isFetched = () => consumer['assignment']?.at(urgent, 0)?.next === 1n;
    await eventually('the urgent one waits like the others', isFetched);
    expect(handedOver).toEqual([ordinary, ordinary]);
    doors[0]?.open();
    await eventually('the free place is given', () => handedOver.length === 3);
    expect(handedOver).toEqual([ordinary, ordinary, urgent]);
    expect(ledger.messages).toHaveLength(1000);
  });
});

describe('a batch that takes longer than the session timeout', () => {
  it('does not cost the membership (tulios/kafkajs #447, #1083)', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(10));
    const groupId = aGroup();
    const ledger = new Ledger();
    let joined = 0;
    let calls = 0;
    const until = performance.now() + 15_000;
    ledger.before = async () => {
      calls += 1;
      await eventually('15 s have gone by', () => performance.now() > until);
    };
    const consumer = aConsumer(topic, { groupId, sessionTimeout: 6000 });
    onTestFinished(() => consumer.stop());
    await consumer.start({ ...ledger, onAssigned: () => (joined += 1) });
    await eventually('it is done', () => ledger.messages.length === 10);
    expect({ joined, calls }).toEqual({ joined: 1, calls: 1 });
    const { groups } = await asAdmin((admin) => admin.describeGroups([groupId]));
    expect(groups[0]).toMatchObject({ state: 'Stable', members: [{}] });
  });
});

describe('a partition that is revoked in the middle of a batch (tulios/kafkajs #1046)', () => {
  it('is neither worked on nor committed by who lost it', async () => {
    const topic = await aTopic(2);
    for (const partition of [0, 1]) await fill(topic, numbered(3000), { partition });
    const groupId = aGroup();
    const [door, otherDoor] = [aDoor(), aDoor()];
    const controls = new Map<number, PartitionControl>();
    const handedToFirst: number[] = [];
    const first = aConsumer(topic, { groupId });
    await first.start({
      onBatch: async ({ partition, messages }, control) => {
        handedToFirst.push(partition);
        controls.set(partition, control);
        await door.opened;
        control.resolve(messages.at(-1)!.offset); // an ill-behaved handler, which does not look at isRunning
      },
    });
    onTestFinished(() => first.stop());
    await eventually('both are under way', () => controls.size === 2);
    const before = new Map(controls);

    const ledger = new Ledger();
    ledger.before = () => otherDoor.opened;
    const second = aConsumer(topic, { groupId });
    onTestFinished(() => second.stop());
    let taken: number[] = [];
    await second.start({
      onBatch: ledger.onBatch,
      positions: async (name, partitions) => {
        taken = [...partitions];
        return ledger.positions(name, partitions);
      },
    });
    await eventually('one has changed hands', () => taken.length === 1);
    const lost = taken[0]!;
    expect(before.get(lost)?.isRunning()).toBe(false);
    expect(before.get(lost)?.signal.aborted).toBe(true);

    door.open();
    await eventually(
      'the other one goes on',
      async () => ((await committed(groupId, topic)).get(1 - lost) ?? 0) >= 3000,
    );
    expect((await committed(groupId, topic)).get(lost)).toBe(-1);
    expect(handedToFirst.filter((partition) => partition === lost)).toHaveLength(1);

    otherDoor.open();
    await eventually('its new owner works on it', () => ledger.values(lost).length === 3000);
    expect(ledger.values()).toEqual(numbered(3000));
    await eventually('and commits it', async () => (await committed(groupId, topic)).get(lost) === 3000);
  });
});

describe('a consumer', () => {
  it('that stops ends its batch, commits it, and its heir goes on behind it', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(2500));
    const groupId = aGroup();
    const ledger = new Ledger();
    const first = aConsumer(topic, { groupId });
    let stopping: Promise<void> | undefined;
    ledger.before = async () => void (stopping ??= ledger.messages.length >= 1000 ? first.stop() : undefined);
    await first.start({ onBatch: ledger.onBatch });
    await eventually('it has been told to stop', () => stopping !== undefined);
    await stopping;
    ledger.before = async () => undefined;
    const heir = aConsumer(topic, { groupId });
    onTestFinished(() => heir.stop());
    await heir.start({ onBatch: ledger.onBatch });
    await eventually('all are done', () => ledger.messages.length >= 2500);
    expect(ledger.values()).toEqual(numbered(2500));
  });

  it('that stops because its partitions are gone ends the batch under way first, whose effects others are to send', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(1));
    const door = aDoor();
    const order: string[] = [];
    const consumer = aConsumer(topic);
    await consumer.start({
      onBatch: async () => {
        order.push('begun');
        await door.opened;
        order.push('ended');
      },
    });
    await eventually('it is under way', () => order.length === 1);
    consumer['revoke'](); // as when kafkajs gives up for good
    setTimeout(door.open, 2000);
    await consumer.stop();
    expect(order).toEqual(['begun', 'ended']);
  });

  it('says that it stalls when its handler hangs, and not when the handler knows why it waits', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(1));
    const door = aDoor();
    let control: PartitionControl | undefined;
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    onTestFinished(() => door.open());
    await consumer.start({
      onBatch: async ({ messages }, given) => {
        control = given;
        await door.opened;
        given.resolve(messages.at(-1)!.offset);
      },
    });
    await eventually('it hangs', () => control !== undefined);
    expect(consumer.stalledMillis()).toBe(0);
    await eventually('it stalls', () => consumer.stalledMillis() > 1000);
    control?.excuse();
    expect(consumer.stalledMillis()).toBe(0);
    await eventually('it stalls again', () => consumer.stalledMillis() > 0);
    door.open();
    await eventually('it moves', () => consumer.stalledMillis() === 0);
  });

  it('tells who is to end the process when kafkajs gives up for good (tulios/kafkajs #1443)', async () => {
    const errors: Error[] = [];
    const consumer = aConsumer(await aTopic(), { sessionTimeout: 1000, onFatal: (error) => void errors.push(error) });
    onTestFinished(() => consumer.stop());
    await consumer.start(new Ledger()); // the broker accepts no session shorter than six seconds
    await eventually('it is told', () => errors.length === 1);
    expect(errors[0]?.message).toMatch(/session timeout/i);
    expect(consumer.assigned).toBe(false);
  });
});
