import { OdooAccess, type OdooClient, OdooWrongCall } from '@penstock/connector-odoo';

/** What is known of a database that makes a `load` of orders cheaper, at the same result. */
export interface Traits {
  /**
   * A language that is active. Without one in the context Odoo looks for it again and again for every cell: a seventh of a load's time. Orders have no
   * translated fields, so it does not matter which one. Undefined where English is not active.
   */
  readonly language: string | undefined;
  /**
   * Whether order lines may be distributed over analytic accounts. Odoo searches for the distribution of each line, twice: another seventh. Where
   * there is no such account, lines are said to have none.
   */
  readonly mayDistribute: boolean;
}

/** How long an answer holds, in milliseconds. */
const HOLDS = 60_000;
const ENGLISH = 'en_US';

/** The traits of one database, looked up now and then. */
export class DatabaseTraits {
  private last: { readonly traits: Promise<Traits>; readonly until: number } | undefined;

  constructor(private readonly odoo: OdooClient) {}

  /** @throws what the client throws; the next call asks again */
  current(): Promise<Traits> {
    if (!this.last || Date.now() > this.last.until) this.last = { traits: this.look(), until: Date.now() + HOLDS };
    const { traits } = this.last;
    traits.catch(() => (this.last = undefined));
    return traits;
  }

  private async look(): Promise<Traits> {
    const english = await this.count('res.lang', [['code', '=', ENGLISH]], {});
    // Archived accounts count: a distribution may still name them.
    const accounts = await this.count('account.analytic.account', [], { active_test: false });
    return { language: english === 1 ? ENGLISH : undefined, mayDistribute: accounts !== 0 };
  }

  /** @returns undefined where the user may not look */
  private async count(model: string, domain: readonly unknown[], context: Record<string, unknown>): Promise<unknown> {
    try {
      return await this.odoo.call(model, 'search_count', { domain }, { context });
    } catch (error) {
      if (error instanceof OdooAccess || error instanceof OdooWrongCall) return undefined;
      throw error;
    }
  }
}
