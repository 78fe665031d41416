import type { ShopifySource } from '@penstock/connector-shopify';
import type { Cause, Loop, UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { inSpan, logger, recordFailure, type Span, SpanKind } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { claimPending, type Ending, endInputs, type PendingInput, releaseWaiting } from '../raw-inputs/pending.js';
import { invalidInput } from './exceptions.js';
import { type Fact, type Reading, readFact } from './fact.js';
import { judge } from './judge.js';
import { knownFacts, knownOrders, naturalType, ONLY_VERSION } from './tables.js';

/** Inputs normalised in one transaction; each is of another order. */
const BATCH = 32;

const log = logger('order-ingest.normaliser');

interface Read {
  readonly input: PendingInput;
  readonly reading: Reading;
}

/**
 * Turns raw inputs into events: claims, reads, judges and says in one unit of work, so that an input is pending or its events are in the
 * outbox, and never both or neither. Any number of these may run at once.
 */
export class Normaliser implements Loop {
  readonly name = 'normalising';

  constructor(
    private readonly units: UnitsOfWork,
    private readonly entity: string,
  ) {}

  /** @returns true while inputs are pending */
  async turn(): Promise<boolean> {
    try {
      return (await this.normalise(BATCH)) > 0;
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      log.warn({ err: error }, 'a batch failed; its inputs are taken one by one');
      return this.oneByOne();
    }
  }

  private normalise(limit: number, onClaimed?: (inputs: readonly PendingInput[]) => void): Promise<number> {
    return this.units.run(undefined, async (unit) => {
      const inputs = await claimPending(unit.transaction, limit);
      onClaimed?.(inputs);
      if (inputs.length === 0) return 0;
      const read = inputs.map((input) => ({ input, reading: readFact(input.topic, input.body, this.sourceOf(input)) }));
      await unit.load(read.flatMap((each) => this.rowsOf(each)));
      const endings: Ending[] = [];
      for (const each of read) endings.push(await this.applyInSpan(unit, each));
      await endInputs(unit.transaction, endings);
      await releaseWaiting(unit.transaction, createdOrders(read, endings));
      return inputs.length;
    });
  }

  /** The input that makes a batch fail is refused, so that it cannot hold up the others. */
  private async oneByOne(): Promise<boolean> {
    let claimed: PendingInput | undefined;
    for (let i = 0; i < BATCH; i += 1) {
      claimed = undefined;
      try {
        if ((await this.normalise(1, ([input]) => (claimed = input))) === 0) return false;
      } catch (error) {
        if (isInfrastructure(error) || !claimed) throw error;
        await this.refuse(claimed, error);
      }
    }
    return true;
  }

  private async refuse(input: PendingInput, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    log.error(
      { err: error, alarm: 'INPUT_NOT_NORMALISED', rawInput: input.id, orderId: input.orderId },
      'input rejected',
    );
    await this.units.run(this.causeOf(input), async (unit) => {
      unit.emit(invalidInput(this.entity, input, reason));
      await endInputs(unit.transaction, [{ id: input.id, state: 'rejected', reason }]);
    });
  }

  private applyInSpan(unit: UnitOfWork, read: Read): Promise<Ending> {
    const { input } = read;
    const attributes = {
      'penstock.order.id': input.orderId,
      'penstock.correlation.id': input.orderId,
      'penstock.raw_input.id': input.id,
    };
    return inSpan(
      `normalise ${input.topic}`,
      { kind: SpanKind.INTERNAL, parent: input.traceparent, attributes },
      (span) => this.apply(unit, read, span),
    );
  }

  private apply(unit: UnitOfWork, { input, reading }: Read, span: Span): Ending {
    if (input.contradiction !== '')
      return this.invalid(unit, input, 'its webhook id came before with other bytes', span);
    if (reading.kind === 'refused') {
      return this.invalid(unit, input, reading.problems.map(({ message }) => message).join('; '), span);
    }
    if (reading.kind === 'nothing') return { id: input.id, state: 'ignored', reason: reading.why };
    const { fact } = reading;
    const order = unit.row(knownOrders.one({ orderId: fact.orderId }));
    const { state, reason, ...judged } = judge(fact, order, unit.row(this.knownFact(input, fact)), input);
    const orderNumber = fact.orderNumber ?? order.orderNumber;
    if (orderNumber !== null) span.setAttribute('penstock.order.number', orderNumber);
    span.setAttribute('penstock.raw_input.state', state);
    if (judged.order) unit.save(knownOrders.save(judged.order));
    if (judged.fact) unit.save(knownFacts.save(judged.fact));
    for (const event of judged.events) unit.emit(event, this.causeOf(input));
    return { id: input.id, state, reason };
  }

  private invalid(unit: UnitOfWork, input: PendingInput, reason: string, span: Span): Ending {
    recordFailure(span, new Error(reason));
    unit.emit(invalidInput(this.entity, input, reason), this.causeOf(input));
    return { id: input.id, state: 'rejected', reason };
  }

  private rowsOf({ input, reading }: Read) {
    if (reading.kind !== 'fact') return [];
    return [knownOrders.one({ orderId: reading.fact.orderId }), this.knownFact(input, reading.fact)];
  }

  private knownFact({ channel }: PendingInput, fact: Fact) {
    const { entity } = this;
    return knownFacts.one({
      entity,
      channel,
      type: naturalType(fact),
      externalId: fact.externalId,
      version: ONLY_VERSION,
    });
  }

  private sourceOf({ channel }: PendingInput): ShopifySource {
    return { entity: this.entity, channel };
  }

  private causeOf({ channel, orderId, traceparent }: PendingInput): Cause {
    return {
      entity: this.entity,
      source: { system: `shopify:${channel}`, channel },
      correlationId: orderId,
      causationId: null,
      mode: 'live',
      traceparent: traceparent ?? undefined,
    };
  }
}

/** Of the orders that were said just now. */
const createdOrders = (read: readonly Read[], endings: readonly Ending[]): string[] =>
  read.flatMap(({ input, reading }, i) =>
    reading.kind === 'fact' && reading.fact.type === 'order-created' && endings[i]?.state === 'done'
      ? [input.orderId]
      : [],
  );
