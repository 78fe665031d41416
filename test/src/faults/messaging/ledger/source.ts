import { setTimeout as wait } from 'node:timers/promises';
import { PlatformaticProducer } from '@penstock/kafka';
import { type Random, randomFrom } from '../../../measuring/random.js';
import type { StockSite } from '../../../stock-service/run.js';
import type { Records } from './entry.js';
import { type Input, Inputs } from './inputs.js';
import type { Ledger } from './ledger.js';

const AT_ONCE = 40;
const EVERY_MILLIS = 20;
/** A producer does not give up on what it has begun; a run that needs longer than this has failed anyway. */
const GIVES_UP_AFTER_MILLIS = 180_000;

/** Movements that go on until stopped. */
export interface Stream {
  /** Resolves when the last record is acknowledged. @throws what went wrong on the way */
  stop(): Promise<void>;
}

/** The system outside: sends records at least once, in order, the same bytes again until Kafka acknowledges them, and writes down which. */
export class Source {
  private readonly producer: PlatformaticProducer;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    { kafkaBrokers }: StockSite,
    readonly inputs: Inputs,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {
    this.producer = new PlatformaticProducer({ brokers: [kafkaBrokers], clientId: 'ledger-source' });
  }

  static async open(site: StockSite, ledger: Ledger, seed: number): Promise<Source> {
    const inputs = await Inputs.for(site, randomFrom(seed));
    return new Source(site, inputs, ledger, randomFrom(seed + 1)); // how much is sent at once must not change what is sent
  }

  /** Sends so many movements, and repeats among them; resolves when all are acknowledged. */
  send(movements: number): Promise<void> {
    return this.sendInputs(this.inputs.next(movements));
  }

  /** Sends these, in chunks of chance; resolves when all are acknowledged. One after the other, however many call. */
  sendInputs(inputs: readonly Input[]): Promise<void> {
    const sent = this.last.then(async () => {
      for (let at = 0; at < inputs.length;) {
        const end = at + 1 + this.random.below(AT_ONCE);
        await this.deliver(inputs.slice(at, end));
        at = end;
      }
    });
    this.last = sent.catch(() => undefined); // told to whoever sent it
    return sent;
  }

  /** Sends so many movements a second until stopped. */
  stream(movementsPerSecond: number): Stream {
    let isStopping = false;
    const run = async (): Promise<void> => {
      const begun = performance.now();
      for (let count = 0; !isStopping; await wait(EVERY_MILLIS)) {
        const due = Math.floor(((performance.now() - begun) * movementsPerSecond) / 1000) - count;
        count += due;
        if (due > 0) await this.send(due);
      }
    };
    const running = run();
    running.catch(() => undefined); // told to whoever stops it
    return {
      stop: () => {
        isStopping = true;
        return running;
      },
    };
  }

  records(): Records {
    return this.ledger.read();
  }

  async close(): Promise<void> {
    await this.last;
    await this.producer.disconnect();
  }

  private async deliver(inputs: readonly Input[]): Promise<void> {
    this.ledger.begin(inputs.map(({ entry }) => entry));
    const deadline = performance.now() + GIVES_UP_AFTER_MILLIS;
    for (;;) {
      try {
        await this.producer.send(
          inputs.map(({ record }) => record),
          { timeoutMillis: 10_000 },
        );
        break;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await wait(EVERY_MILLIS);
      }
    }
    this.ledger.acknowledge(inputs.map(({ entry }) => entry));
  }
}
