import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { problem } from '@penstock/http';
import { parseBody, parseQuery, type UnitsOfWork } from '@penstock/messaging';
import { z } from 'zod';
import { compileRules } from './compile-rules.js';
import { knownFor } from './known.js';
import { previewRules, type RulesPreview } from './preview-rules.js';
import {
  type Progress,
  readHistory,
  readProgress,
  readVersion,
  type RuleVersion,
  type RuleVersionDetail,
} from './rule-history.js';
import { rulesFrom } from './rules.js';
import { readRules, type Remark, RulesRefused } from './rules-document.js';
import { type NewRules, RulesMoved, type RulesSet, setRules } from './set-rules.js';

export const RULES_UNITS = Symbol('units of work of the rules');
export const RULES_CHANNELS = Symbol('names of the channels that rules may name');

const document = z.string().min(1).describe('The rules, as YAML or JSON.');
const decision = {
  actor: z.string().trim().min(1).max(200).describe('Who decides.'),
  reason: z.string().trim().min(1).max(1000).describe('Why; kept for good.'),
  ifVersion: z.number().int().min(0).optional().describe('The version you have seen: any other in force is refused.'),
};
const version = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const setShape = z.strictObject({ document, ...decision });
const rollbackShape = z.strictObject({ version, ...decision });
const previewShape = z.strictObject({
  document,
  after: z.string().max(200).default('').describe('`next` of the part before.'),
  products: z.number().int().min(1).max(2000).default(1000).describe('How many to look at.'),
});
const historyShape = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(20),
  before: version.optional().describe('`next` of the page before.'),
});

/** Above every version that a listing was computed with. */
const NEXT = 2n ** 62n;

/** Rules of what is available to sell, for merchandisers; described for callers in rules-section.ts. */
@Controller('v1/availability-rules')
export class RulesController {
  constructor(
    @Inject(RULES_UNITS) private readonly units: UnitsOfWork,
    @Inject(RULES_CHANNELS) private readonly channels: readonly string[],
  ) {}

  @Get()
  async show(): Promise<{ inForce: RuleVersionDetail | null; progress: Progress }> {
    const { database } = this.units;
    return { inForce: (await readVersion(database)) ?? null, progress: await readProgress(database) };
  }

  @Put()
  set(@Body() body: Buffer | undefined): Promise<RulesSet> {
    return this.decide(parseBody(setShape, body));
  }

  @Post('rollback')
  @HttpCode(200)
  async rollback(@Body() body: Buffer | undefined): Promise<RulesSet> {
    const { version: wanted, ...decided } = parseBody(rollbackShape, body);
    const { document: written } = await this.find(wanted);
    return this.decide({ ...decided, document: written, restores: wanted });
  }

  @Post('preview')
  @HttpCode(200)
  async preview(@Body() body: Buffer | undefined): Promise<RulesPreview & { warnings: readonly Remark[] }> {
    const { document: written, ...part } = parseBody(previewShape, body);
    return asProblems(() =>
      this.units.run(undefined, async (unit) => {
        const read = readRules(written);
        const { rules, warnings } = compileRules(read, await knownFor(unit.transaction, read, this.channels));
        return { ...(await previewRules(unit, rulesFrom(NEXT, rules), part)), warnings };
      }),
    );
  }

  @Get('history')
  async history(@Query() query: unknown): Promise<{ items: readonly RuleVersion[]; next: number | null }> {
    const { limit, before } = parseQuery(historyShape, query);
    const found = await readHistory(this.units.database, { limit, before });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.version ?? null) : null };
  }

  @Get('history/:version')
  one(@Param() at: unknown): Promise<RuleVersionDetail> {
    return this.find(parseQuery(z.object({ version }), at).version);
  }

  private async find(wanted: number): Promise<RuleVersionDetail> {
    const found = await readVersion(this.units.database, wanted);
    if (!found) throw problem(404, { detail: `There is no version ${wanted} of the rules.` });
    return found;
  }

  private decide(wanted: NewRules): Promise<RulesSet> {
    return asProblems(() => this.units.run(undefined, (unit) => setRules(unit, this.channels, wanted)));
  }
}

/** @throws Problem 422 naming every wrong member of the document; 409 where somebody else was first */
async function asProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RulesRefused)
      throw problem(422, { title: 'The rules are not usable', errors: error.remarks }, { cause: error });
    if (error instanceof RulesMoved)
      throw problem(
        409,
        { title: 'The rules have changed', detail: error.message, version: error.version },
        { cause: error },
      );
    throw error;
  }
}
