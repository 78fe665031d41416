import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { problem } from '@penstock/http';
import { parseBody, parseQuery, type UnitsOfWork } from '@penstock/messaging';
import { z } from 'zod';
import { nearest } from '../rules/nearest.js';
import { askForRun } from './ask-for-run.js';
import { type DriftReport, type DriftRunView, readDriftReport, readRuns } from './drift-report.js';

export const DRIFT_UNITS = Symbol('units of work of drift');
export const DRIFT_CHANNELS = Symbol('channels that are compared');

/** The channels, and whether what they show can be read. */
export interface ComparedChannels {
  readonly readable: readonly string[];
  readonly unreadable: readonly string[];
}

const name = z.string().trim().min(1).max(200);
const limit = z.coerce.number().int().min(1).max(1000).default(100);
const reportShape = z.strictObject({ place: name.optional().describe('A channel or a location.'), limit });
const runsShape = z.strictObject({ destination: name.optional(), limit });
const askShape = z.strictObject({
  destination: name.optional().describe('Without one, every channel that can be read.'),
  actor: name.describe('Who asks.'),
  reason: z.string().trim().min(1).max(1000).describe('Why; kept for good.'),
});

/** Comparisons of stock, for operators; described for callers in drift-section.ts. */
@Controller('v1/drift')
export class DriftController {
  constructor(
    @Inject(DRIFT_UNITS) private readonly units: UnitsOfWork,
    @Inject(DRIFT_CHANNELS) private readonly channels: ComparedChannels,
  ) {}

  @Get()
  report(@Query() query: unknown): Promise<DriftReport> {
    const { place = null, limit: most } = parseQuery(reportShape, query);
    return readDriftReport(this.units, this.channels.unreadable, { place, limit: most });
  }

  @Get('runs')
  async runs(@Query() query: unknown): Promise<{ items: readonly DriftRunView[] }> {
    const { destination = null, limit: most } = parseQuery(runsShape, query);
    return { items: await readRuns(this.units, destination, most) };
  }

  @Post('runs')
  @HttpCode(202)
  async ask(@Body() body: Buffer | undefined): Promise<{ runIds: readonly string[] }> {
    const { destination, actor, reason } = parseBody(askShape, body);
    const { readable } = this.channels;
    if (destination !== undefined && !readable.includes(destination)) throw this.cannotBeRead(destination);
    const asked = destination === undefined ? readable : [destination];
    return { runIds: await Promise.all(asked.map((one) => askForRun(this.units, one, { askedBy: actor, reason }))) };
  }

  private cannotBeRead(destination: string): Error {
    const { readable, unreadable } = this.channels;
    const near = nearest(destination, readable);
    const detail = unreadable.includes(destination)
      ? `${destination} has no way to be read: what it shows it alone knows. Tell it everything again by a resync.`
      : `There is no channel ${destination} in the channels file.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`;
    return problem(422, {
      type: '/problems/channel-cannot-be-compared',
      title: 'The channel cannot be compared',
      detail,
    });
  }
}
