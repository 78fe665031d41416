import { OdooCredentials } from '@penstock/connector-odoo';
import { Transient } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { asFailure } from '../as-failure.js';

const log = logger('odoo-adapter.odoo');

/** The longest pause between two looks at an Odoo that does not answer: once it is back, its changes must not wait much longer. */
const LONGEST_PAUSE = 15_000;

/**
 * Whether Odoo answers and lets us in. An Odoo that is down makes nobody unready, because orders are taken and wait; wrong credentials do,
 * because no waiting will help.
 */
export class OdooHealth {
  private refused: OdooCredentials | undefined;
  private failures = 0;

  answered(): void {
    if (this.failures > 0) log.info({ failures: this.failures }, 'Odoo answers again');
    this.refused = undefined;
    this.failures = 0;
  }

  /**
   * Notes a failed look: one line at the beginning of an outage and at every doubling of its length, not one for each try.
   * @returns milliseconds to wait before the next look
   * @throws what is no failure of Odoo
   */
  failed(error: unknown, intervalMillis: number): number {
    const failure = asFailure(error);
    if (failure === error && !(failure instanceof Transient)) throw error;
    this.failures += 1;
    this.refused = error instanceof OdooCredentials ? error : undefined;
    if ((this.failures & (this.failures - 1)) === 0) this.tell(error, failure);
    return Math.min(LONGEST_PAUSE, intervalMillis * 2 ** Math.min(this.failures, 10));
  }

  /** @throws {OdooCredentials} when Odoo refused the login last */
  async assertLetIn(): Promise<void> {
    if (this.refused) throw this.refused;
  }

  private tell(error: unknown, failure: unknown): void {
    const { failures } = this;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.refused) {
      log.error(
        { alarm: 'ODOO_CREDENTIALS', reason, failures },
        'Odoo refuses the login: check ODOO_USER and ODOO_PASSWORD',
      );
    } else if (failure instanceof Transient) {
      log.warn({ code: failure.code, reason, failures }, 'Odoo cannot be read now; orders wait');
    } else log.error({ err: error, failures }, 'Odoo refuses to be read');
  }
}
