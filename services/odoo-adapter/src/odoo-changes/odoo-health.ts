import { OdooCredentials } from '@penstock/connector-odoo';

/**
 * Whether Odoo lets us in. An Odoo that is down makes nobody unready, because orders are taken and wait; wrong credentials do, because no
 * waiting will help.
 */
export class OdooHealth {
  private refused: OdooCredentials | undefined;

  answered(): void {
    this.refused = undefined;
  }

  failed(error: unknown): void {
    if (error instanceof OdooCredentials) this.refused = error;
  }

  /** @throws {OdooCredentials} when Odoo refused the login last */
  async assertLetIn(): Promise<void> {
    if (this.refused) throw this.refused;
  }
}
