import { Socket } from 'node:net';
import { logger } from '@penstock/observability';
import pg from 'pg';

const log = logger('persistence.listener');

const FIRST_PAUSE_MILLIS = 100;
const LONGEST_PAUSE_MILLIS = 10_000;

/** How long the database may take to answer when a connection is made. */
const CONNECT_MILLIS = 10_000;

/** How long the end of a connection is waited for: a database that is frozen, or gone without a word, never closes its side. */
const GOODBYE_MILLIS = 1000;

/**
 * Hears the notifications of one channel on a connection of its own, which no pool can give to somebody else. A connection that is lost is made
 * anew, with growing pauses. What was notified meanwhile is not heard, so listen only for what is also looked for by the clock.
 * Source: https://www.postgresql.org/docs/current/sql-listen.html
 */
export class Listener {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private hangUp: (() => Promise<void>) | undefined;

  constructor(
    private readonly options: {
      url: string;
      channel: string;
      applicationName: string;
      onNotified: (payload: string) => void;
      /** Called whenever listening has begun: something may have been notified before. */
      onListening?: () => void;
    },
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Takes a second or two at most, whatever the database does. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.hangUp?.();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let wait = FIRST_PAUSE_MILLIS;
    while (!signal.aborted) {
      try {
        await this.listen(() => (wait = FIRST_PAUSE_MILLIS));
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error, channel: this.options.channel }, 'not listening');
      }
      await pause(wait * (0.8 + 0.4 * Math.random()), signal);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Resolves when the connection has ended; rejects when it cannot be made or breaks. */
  private async listen(begun: () => void): Promise<void> {
    const { url, channel, applicationName, onNotified, onListening } = this.options;
    const socket = new Socket();
    const client = new pg.Client({
      ...{ connectionString: url, application_name: applicationName, keepAlive: true },
      ...{ connectionTimeoutMillis: CONNECT_MILLIS, stream: () => socket },
    });
    const hangUp = (): Promise<void> => end(client, socket);
    this.hangUp = hangUp;
    const ended = new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('end', resolve);
    });
    ended.catch(() => undefined); // it may break while it is still being connected, which then says so itself
    client.on('notification', ({ payload }) => onNotified(payload ?? ''));
    const beginning = async (): Promise<void> => {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      begun();
      onListening?.();
    };
    try {
      await Promise.race([beginning(), ended]); // a driver that is ended while it connects never says so
      await ended;
    } finally {
      await hangUp();
    }
  }
}

/** Says goodbye to the database, and waits no longer than a moment for it to close its side. */
async function end(client: pg.Client, socket: Socket): Promise<void> {
  const patience = setTimeout(() => socket.destroy(), GOODBYE_MILLIS);
  await client.end().finally(() => clearTimeout(patience));
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, millis);
    signal.addEventListener('abort', end, { once: true });
  });
}
