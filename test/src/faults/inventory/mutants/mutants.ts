import { SCHEMA } from '../../../inventory-site/database.js';
import type { Verdict } from '../verdict.js';

/** The true build with one thing made wrong from outside, in the database. */
export interface Mutant {
  readonly name: string;
  /** As what the checker must find it. */
  readonly foundAs: keyof Verdict;
  readonly sql: string;
  /** Makes it right again, for what comes. */
  readonly end: string;
}

const trigger = (name: string, table: string, event: string, body: string): string => `
  CREATE FUNCTION ${SCHEMA}.${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;
  CREATE TRIGGER a_${name} BEFORE ${event} ON ${SCHEMA}.${table} FOR EACH ROW EXECUTE FUNCTION ${SCHEMA}.${name}();`;

const takeAway = (name: string, table: string): string =>
  `DROP TRIGGER a_${name} ON ${SCHEMA}.${table}; DROP FUNCTION ${SCHEMA}.${name}()`;

export const mutants: readonly Mutant[] = [
  {
    name: 'a wish in ten is taken for told',
    foundAs: 'wrong',
    sql: trigger(
      'forget_wish',
      'product_listing',
      'UPDATE',
      `IF NEW.desired_version > OLD.desired_version AND random() < 0.1 THEN NEW.confirmed_version := NEW.desired_version; END IF; RETURN NEW;`,
    ),
    end: takeAway('forget_wish', 'product_listing'),
  },
  {
    name: 'one movement in fifty is written as nothing',
    foundAs: 'unbalanced',
    sql: trigger(
      'lose_movement',
      'stock_movement',
      'INSERT',
      `IF NEW.kind = 'adjusted' AND random() < 0.02 THEN NEW.quantity := 0; END IF; RETURN NEW;`,
    ),
    end: takeAway('lose_movement', 'stock_movement'),
  },
  {
    name: 'what is reserved is forgotten one time in ten',
    foundAs: 'promised',
    sql: trigger(
      'forget_reserved',
      'product',
      'UPDATE',
      `IF NEW.reserved > OLD.reserved AND random() < 0.1 THEN NEW.reserved := OLD.reserved; END IF; RETURN NEW;`,
    ),
    end: takeAway('forget_reserved', 'product'),
  },
];
