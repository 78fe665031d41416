import { OdooAccess, type OdooClient, OdooWrongCall } from '@penstock/connector-odoo';

/** How long an answer holds, in milliseconds. */
const HOLDS = 60_000;

/**
 * Whether order lines may be distributed over analytic accounts. Odoo searches for the distribution of each line, twice; in a database without any
 * such account that is a seventh of what a new order costs, for nothing: its lines are then said to have none.
 */
export class AnalyticAccounts {
  private last: { readonly exist: boolean; readonly at: number } | undefined;

  constructor(private readonly odoo: OdooClient) {}

  async mayExist(): Promise<boolean> {
    if (!this.last || Date.now() - this.last.at > HOLDS) this.last = { exist: await this.look(), at: Date.now() };
    return this.last.exist;
  }

  /** Archived ones count: a distribution may still name them. A user who may not look is told nothing, so they may exist. */
  private async look(): Promise<boolean> {
    try {
      const options = { context: { active_test: false } };
      return (await this.odoo.call('account.analytic.account', 'search_count', { domain: [] }, options)) !== 0;
    } catch (error) {
      if (error instanceof OdooAccess || error instanceof OdooWrongCall) return true;
      throw error;
    }
  }
}
