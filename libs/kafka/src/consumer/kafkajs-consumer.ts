import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';
import { kafkaClient } from '../client/kafkajs-client.js';
import { WatchedSockets } from '../client/watched-sockets.js';
import type { EventConsumer, PartitionHandler, PartitionLag, Stop } from '../port.js';
import { Assignment } from './assignment.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { Intake } from './intake.js';
import { KafkaCommits } from './kafka-commits.js';
import { lagOf } from './lag.js';
import { Lane } from './lane.js';
import { Permits } from './permits.js';
import { committedPositions, rangesOf } from './positions.js';
import { Room } from './room.js';

const log = logger('kafka.consumer');

const ROOM_BYTES = 48 * 1024 * 1024;
const HEARTBEAT_MILLIS = 1000;
const COMMIT_EVERY_MILLIS = 2000;
const LOOK_EVERY_MILLIS = 5000;

/**
 * How long a batch under way may keep a consumer that stops in its group. Then the partitions go to others: the handler's store keeps the two
 * apart, and if the process must be killed for its batch, nobody has to wait for its session to end.
 */
const LEAVE_AFTER_MILLIS = 5000;

/**
 * A consumer on kafkajs. kafkajs fetches and keeps the membership; where to read, what to hand over and what to commit is decided here, in
 * an {@link Assignment} of {@link Lane}s. docs/adr/0008-kafka-client.md lists what kafkajs would do otherwise.
 */
export class KafkajsConsumer implements EventConsumer {
  private readonly sockets = new WatchedSockets();
  private readonly consumer: kafkajs.Consumer;
  private readonly admin: kafkajs.Admin;
  private readonly permits: Permits;
  private readonly intake: Intake;
  private readonly commits = new KafkaCommits();
  private readonly counts = new Map<string, number>();
  private readonly timers: NodeJS.Timeout[] = [];
  private assignment: Assignment | undefined;
  private idle: Promise<void> = Promise.resolve();
  private outsideSince = Date.now();
  private looking: Promise<void> | undefined;

  constructor(private readonly settings: ConsumerSettings) {
    const kafka = kafkaClient(settings, { sockets: this.sockets });
    this.permits = new Permits(settings.partitionsAtOnce);
    this.admin = kafka.admin({ retry: { retries: 2 } }); // its callers ask again anyway, and must know soon
    this.intake = new Intake(this.admin, this.counts);
    this.consumer = kafka.consumer({
      groupId: settings.groupId,
      sessionTimeout: settings.sessionTimeout,
      // By the answer a member learns that another comes or goes, and until it has, nobody reads: this is most of a rolling upgrade's pause.
      heartbeatInterval: Math.min(HEARTBEAT_MILLIS, Math.floor(settings.sessionTimeout / 10)),
      rebalanceTimeout: settings.sessionTimeout * 2,
      // A partition that may be read again waits for the fetch under way. At the default of 5 s a second consumer also takes 5 s to join.
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: 1024 * 1024,
    });
  }

  get assigned(): boolean {
    return this.assignment !== undefined;
  }

  get stopped(): ReadonlyMap<string, Stop> {
    const lanes = this.assignment?.all ?? [];
    return new Map(
      lanes.flatMap(({ stopped, settings }) => (stopped ? [[`${settings.topic}/${settings.partition}`, stopped]] : [])),
    );
  }

  get lag(): readonly PartitionLag[] {
    return lagOf(this.assignment?.all ?? []);
  }

  stalledMillis(): number {
    const reading = this.assignment?.all.filter((lane) => !lane.stopped) ?? [];
    const since = this.assignment ? Math.min(Date.now(), ...reading.map((lane) => lane.aliveAt)) : this.outsideSince;
    // That there is nothing to do is looked at every few seconds only.
    return Math.max(0, Date.now() - since - LOOK_EVERY_MILLIS);
  }

  async start(handler: PartitionHandler): Promise<void> {
    const { consumer, admin } = this;
    consumer.on('consumer.group_join', ({ payload }) => this.assign(payload, handler));
    consumer.on('consumer.rebalancing', () => this.revoke());
    consumer.on('consumer.stop', () => this.revoke());
    consumer.on('consumer.crash', ({ payload }) => {
      this.revoke();
      if (!payload.restart) this.settings.onFatal(payload.error);
    });
    consumer.on('consumer.end_batch_process', ({ payload }) => {
      const lane = this.assignment?.at(payload.topic, payload.partition);
      if (lane && payload.batchSize === 0) lane.emptyBefore = BigInt(payload.lastOffset) + 1n;
    });
    consumer.on('consumer.network.request_timeout', ({ payload }) => this.sockets.requestTimedOut(payload));
    admin.on('admin.network.request_timeout', ({ payload }) => this.sockets.requestTimedOut(payload));
    await Promise.all([consumer.connect(), admin.connect()]);
    await consumer.subscribe({ topics: [...this.settings.topics], fromBeginning: true });
    this.timers.push(
      setInterval(() => void this.commit(), COMMIT_EVERY_MILLIS),
      setInterval(() => void (this.looking ??= this.look()), LOOK_EVERY_MILLIS),
    );
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const lane = this.assignment?.at(payload.batch.topic, payload.batch.partition);
        if (!lane) return;
        this.commits.through = payload;
        await this.intake.take(payload, lane);
      },
    });
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    const ending = this.assignment;
    if (ending) this.consumer.pause(ending.all.map(({ settings }) => placeOf(settings)));
    ending?.end();
    const isIdle = await Promise.race([
      (ending?.idle() ?? this.idle).then(() => true), // what was revoked may still be under way
      wait(LEAVE_AFTER_MILLIS, false, { ref: false }),
    ]);
    if (!isIdle) log.warn('a batch did not end in time; it is left to whoever is given its partition');
    await this.commit();
    await this.consumer.disconnect();
    await this.looking;
    await this.admin.disconnect();
    this.sockets.close();
  }

  private assign({ memberAssignment, groupId }: kafkajs.ConsumerGroupJoinEvent['payload'], handler: PartitionHandler) {
    this.revoke();
    const places = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    // Nothing is fetched until it is known where to begin: kafkajs would begin at Kafka's committed offsets.
    this.consumer.pause(places.map(placeOf));
    const room = new Room(this.settings.roomBytes ?? ROOM_BYTES, places.length);
    const positions = handler.positions?.bind(handler) ?? committedPositions(this.admin, groupId);
    const assignment: Assignment = new Assignment({
      lanes: places.map((place) => this.laneOf(place, room, handler, (lane) => void assignment.reposition(lane))),
      ...{ admin: this.admin, positions, counts: this.counts, predecessors: this.idle },
      isTrueToWork: handler.positions !== undefined,
    });
    this.assignment = assignment;
    handler.onAssigned?.();
    log.info({ group: groupId, assignment: memberAssignment }, 'partitions assigned');
    void assignment.position(assignment.all);
  }

  /** Partitions are others' now, or soon: nothing of them is handed over or committed any more. */
  private revoke(): void {
    const ended = this.assignment;
    if (!ended) return;
    this.assignment = undefined;
    this.commits.through = undefined;
    this.outsideSince = Date.now();
    ended.end();
    this.idle = ended.idle();
  }

  private laneOf(
    place: { topic: string; partition: number },
    room: Room,
    handler: PartitionHandler,
    onUnfinished: (lane: Lane) => void,
  ): Lane {
    const lane: Lane = new Lane({
      ...place,
      room,
      handler,
      permits: this.permits,
      isUrgent: this.settings.urgentTopics?.includes(place.topic) ?? false,
      seek: (offset) => this.consumer.seek({ ...place, offset: offset.toString() }),
      flow: (isOpen) => (isOpen ? this.consumer.resume([placeOf(place)]) : this.consumer.pause([placeOf(place)])),
      onUnfinished: () => onUnfinished(lane),
    });
    return lane;
  }

  private commit(): Promise<void> {
    return this.commits.commit(this.assignment?.all ?? []);
  }

  private async look(): Promise<void> {
    try {
      // Whoever has no partitions asks as well: a Kafka that cannot be reached is no stall of ours.
      await (this.assignment?.look() ?? rangesOf(this.admin, this.settings.topics[0] ?? ''));
    } catch (error) {
      log.warn({ err: error }, 'how far behind this consumer is cannot be found out');
      this.outsideSince = Date.now();
      for (const lane of this.assignment?.all ?? []) lane.aliveAt = Date.now();
    } finally {
      this.looking = undefined;
    }
  }
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }) => ({ topic, partitions: [partition] });
