/** Every way in which Odoo can be other than the mapping file, or our work, needs it: for alarms and programs. */
export type ProblemCode =
  | 'MODULE_MISSING'
  | 'RIGHT_MISSING'
  | 'COMPANY_MISSING'
  | 'CURRENCY_WRONG'
  | 'CURRENCY_INACTIVE'
  | 'PRICELIST_MISSING'
  | 'WAREHOUSE_MISSING'
  | 'WAREHOUSE_ARCHIVED'
  | 'LOCATION_MISSING'
  | 'TAX_MISSING'
  | 'TAX_AMBIGUOUS'
  | 'TAX_ARCHIVED'
  | 'TAX_NOT_FOR_SALES'
  | 'TAX_RATE_WRONG'
  | 'TAX_INCLUSION_WRONG'
  | 'CARRIER_MISSING'
  | 'CARRIER_ARCHIVED'
  | 'JOURNAL_MISSING'
  | 'JOURNAL_WRONG';

export type WarningCode = 'ROUNDING_PER_LINE' | 'CLOCKS_DIFFER';

/** Something that is not as it must be, and how to put it right in Odoo. No secrets, no personal data. */
export interface Problem<Code extends string = ProblemCode> {
  readonly code: Code;
  /** The company's name; null where it concerns all of Odoo. */
  readonly company: string | null;
  /** One sentence: what is missing or wrong. */
  readonly problem: string;
  /** One sentence: menu path, field and value. */
  readonly remedy: string;
}

/** Something that is in Odoo as the mapping file names it. */
export interface Found {
  readonly company: string | null;
  /** What the file says, such as `warehouse WH`. */
  readonly what: string;
  /** Odoo's model and id. */
  readonly model: string;
  readonly id: number;
  readonly name: string;
}

/** Collects what a check sees: all of it, so that one look is enough to put everything right. */
export class Findings {
  readonly found: Found[] = [];
  readonly problems: Problem[] = [];
  readonly warnings: Problem<WarningCode>[] = [];

  find(
    company: string | null,
    what: string,
    model: string,
    record: { readonly id: number; readonly name: string },
  ): void {
    this.found.push({ company, what, model, id: record.id, name: record.name });
  }

  miss(code: ProblemCode, company: string | null, problem: string, remedy: string): void {
    this.problems.push({ code, company, problem, remedy });
  }

  warn(code: WarningCode, company: string | null, problem: string, remedy: string): void {
    this.warnings.push({ code, company, problem, remedy });
  }
}
