import {
  type Mapping,
  OdooAccess,
  type OdooCheck,
  OdooCredentials,
  OdooUnsupported,
  OdooValidation,
  OdooWrongCall,
} from '@penstock/connector-odoo';
import { Unhealthy } from '@penstock/http';
import { Transient } from '@penstock/messaging';
import { inSpan } from '@penstock/observability';
import { asFailure } from '../as-failure.js';
import type { Mappings } from './mapping.js';
import { MappingLog } from './mapping-log.js';

/** How long a look at Odoo holds, in milliseconds. */
export interface Pace {
  /** While everything is in order: some 45 small calls each time. */
  readonly wholeMillis: number;
  /** While something is missing: somebody may just be putting it right. */
  readonly brokenMillis: number;
}

/** The least time from a look that failed to the next, in milliseconds: a thousand waiting orders are no reason to ask more often. */
const AFTER_FAILURE = 5_000;

const PACE: Pace = { wholeMillis: 300_000, brokenMillis: 15_000 };

/** Odoo answered, and no waiting will make it answer otherwise. */
const REFUSALS = [OdooAccess, OdooCredentials, OdooUnsupported, OdooValidation, OdooWrongCall];

/** The mapping file as the live Odoo has it, looked up from time to time. */
export class LiveMappings implements Mappings {
  private last: { readonly check: OdooCheck; readonly at: number } | undefined;
  private looking: Promise<void> | undefined;
  private unable: unknown;
  private failedAt = 0;
  private readonly log = new MappingLog();

  constructor(
    private readonly look: () => Promise<OdooCheck>,
    private readonly pace: Pace = PACE,
  ) {}

  /** Milliseconds until the next look is due. */
  get dueInMillis(): number {
    const { last, failedAt, pace } = this;
    const holds = last?.check.mapping ? pace.wholeMillis : pace.brokenMillis;
    const due = Math.max((last?.at ?? 0) + holds, failedAt + Math.min(pace.brokenMillis, AFTER_FAILURE));
    return Math.max(0, due - Date.now());
  }

  /** Looks again when it is time to; whoever comes meanwhile waits for the same look. Never rejects: {@link current} says what came of it. */
  async refresh(): Promise<void> {
    if (this.dueInMillis > 0) return;
    this.looking ??= this.ask().finally(() => (this.looking = undefined));
    await this.looking;
  }

  async current(): Promise<Mapping> {
    // One that was whole goes on to hold while it is looked up again: the loop does that, and orders need not wait for it.
    if (!this.last?.check.mapping) await this.refresh();
    if (!this.last) throw asFailure(this.unable);
    const { mapping, problems } = this.last.check;
    if (mapping) return mapping;
    throw new Transient('NOT_MAPPED', inWords(problems), { problems: String(problems.length) });
  }

  /**
   * Whether anything may be written. An Odoo that is away is no reason to be unready: what was true of it holds until it says otherwise.
   * @throws {Unhealthy} naming what is missing
   */
  async assertWhole(): Promise<void> {
    const { unable } = this;
    if (unable instanceof Error && REFUSALS.some((kind) => unable instanceof kind)) throw new Unhealthy(unable.message);
    if (this.last && !this.last.check.mapping) throw new Unhealthy(inWords(this.last.check.problems));
  }

  /** For people who look at the health: everything that is missing, and how to set it up. */
  details(): Readonly<Record<string, unknown>> | undefined {
    const { problems = [], warnings = [] } = this.last?.check ?? {};
    return problems.length + warnings.length === 0 ? undefined : { problems, warnings };
  }

  private async ask(): Promise<void> {
    try {
      // A trace of its own: what it finds is no part of the order that happened to ask.
      const check = await inSpan('odoo mapping', { parent: null }, () => this.look());
      this.last = { check, at: Date.now() };
      this.unable = undefined;
      this.log.looked(check);
    } catch (error) {
      this.unable = error;
      this.failedAt = Date.now();
      this.log.unable(error);
    }
  }
}

/** The first problems in full; all are in the log, in the details of the health, and in `npx penstock odoo check`. */
function inWords(problems: OdooCheck['problems']): string {
  const shown = problems.slice(0, 3).map(({ problem }) => problem);
  const more = problems.length - shown.length;
  return `Odoo is not as the mapping needs it: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
