import { logger } from '@penstock/observability';
import pg from 'pg';

const log = logger('persistence.listener');

const FIRST_PAUSE_MILLIS = 100;
const LONGEST_PAUSE_MILLIS = 10_000;

/**
 * Hears the notifications of one channel on a connection of its own, which no pool can give to somebody else. A connection that is lost is made
 * anew, with growing pauses. What was notified meanwhile is not heard, so listen only for what is also looked for by the clock.
 * Source: https://www.postgresql.org/docs/current/sql-listen.html
 */
export class Listener {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private client: pg.Client | undefined;

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

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end();
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
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true });
    this.client = client;
    const ended = new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('end', resolve);
    });
    ended.catch(() => undefined); // it may break while it is still being connected, which then says so itself
    client.on('notification', ({ payload }) => onNotified(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      begun();
      onListening?.();
      await ended;
    } finally {
      await client.end();
    }
  }
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
