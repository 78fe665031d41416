import type { OdooCheck } from '@penstock/connector-odoo';
import { logger } from '@penstock/observability';
import { asFailure } from '../as-failure.js';

type Log = Pick<ReturnType<typeof logger>, 'info' | 'warn' | 'error'>;

type Told = OdooCheck['problems'][number] | OdooCheck['warnings'][number];

const keyOf = ({ company, problem }: Told): string => `${company ?? ''} ${problem}`;

/** Says each thing once: when it begins, and when all is in order again. */
export class MappingLog {
  private told = new Set<string>();
  private wasWhole = false;
  private reason: string | undefined;

  constructor(private readonly log: Log = logger('odoo-adapter.mapping')) {}

  looked({ problems, warnings, mapping, version, user }: OdooCheck): void {
    for (const each of problems)
      if (this.isNew(each)) this.log.error({ alarm: each.code, ...factsOf(each) }, each.problem);
    for (const each of warnings)
      if (this.isNew(each)) this.log.warn({ code: each.code, ...factsOf(each) }, each.problem);
    const facts = { version, user: user.login, mapping: mapping?.version, companies: mapping?.companies.length };
    if (mapping && !this.wasWhole) this.log.info(facts, 'Odoo is as the mapping needs it');
    this.wasWhole = mapping !== null;
    this.reason = undefined;
    this.told = new Set([...problems, ...warnings].map(keyOf));
  }

  /** An outage is one line, not one for each look. */
  unable(error: unknown): void {
    const failure = asFailure(error);
    const reason = failure instanceof Error ? failure.message : String(failure);
    if (reason === this.reason) return;
    this.reason = reason;
    this.log.warn({ reason }, 'the mapping cannot be held against Odoo now');
  }

  private isNew(each: Told): boolean {
    return !this.told.has(keyOf(each));
  }
}

const factsOf = ({ company, remedy }: Told) => ({ ...(company !== null && { company }), remedy });
