import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { problem } from '@penstock/http';
import { type AdminSection, parseQuery, type UnitsOfWork } from '@penstock/messaging';
import { z } from 'zod';
import { type ProposalPage, readProposals } from '../balancing/read-proposals.js';
import { readSnapshot, readSnapshots, type SnapshotPage, type SnapshotView } from './read-snapshots.js';

const UNITS = Symbol('units of work of the snapshots');

const page = {
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  after: z.string().max(500).optional().describe('`next` of the page before.'),
};
const daysShape = z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(31) });
const day = z.iso.date();

/** What the batch tier has worked out, for reports and planners. */
@Controller('v1')
class SnapshotController {
  constructor(@Inject(UNITS) private readonly units: UnitsOfWork) {}

  @Get('stock-snapshots')
  async days(@Query() query: unknown): Promise<{ items: readonly SnapshotView[] }> {
    return { items: await readSnapshots(this.units, parseQuery(daysShape, query).limit) };
  }

  /** @throws {Problem} 404 where that day was not written down, or is not yet */
  @Get('stock-snapshots/:day')
  async ofDay(@Param('day') asked: string, @Query() query: unknown): Promise<SnapshotPage> {
    const wanted = day.safeParse(asked);
    const found =
      wanted.success && (await readSnapshot(this.units, wanted.data, parseQuery(z.strictObject(page), query)));
    if (found) return found;
    throw problem(404, {
      type: '/problems/no-snapshot',
      detail: 'The stock of that day is not written down, or not yet.',
    });
  }

  @Get('transfer-proposals')
  proposals(@Query() query: unknown): Promise<ProposalPage> {
    return readProposals(this.units, parseQuery(z.strictObject(page), query));
  }
}

const parameter = (name: string, where: 'path' | 'query', description: string) => ({
  ...{ name, in: where, required: where === 'path', description, schema: { type: 'string' } },
});
const paging = [
  parameter('limit', 'query', '1 to 5000; default 1000.'),
  parameter('after', 'query', '`next` of the page before.'),
];
const answer = (description: string) => ({
  200: { description, content: { 'application/json': { schema: { type: 'object' } } } },
});

/** What the admin API answers about days that have ended, and about goods that should lie elsewhere. */
export const snapshotSection = (units: UnitsOfWork): AdminSection => ({
  controllers: [SnapshotController],
  providers: [{ provide: UNITS, useValue: units }],
  paths: {
    '/v1/stock-snapshots': {
      get: {
        operationId: 'listStockSnapshots',
        summary: 'The days whose stock is written down, the latest first.',
        parameters: [parameter('limit', 'query', '1 to 1000; default 31.')],
        responses: answer('`items` of day, rows, finishedAt'),
      },
    },
    '/v1/stock-snapshots/{day}': {
      get: {
        operationId: 'readStockSnapshot',
        summary: 'What was where when a day ended, by product and location.',
        parameters: [parameter('day', 'path', 'Such as 2026-11-21.'), ...paging],
        responses: answer('A page: `items`, and `next` or null.'),
      },
    },
    '/v1/transfer-proposals': {
      get: {
        operationId: 'listTransferProposals',
        summary: 'Transfers by which each location could serve what was promised from it.',
        parameters: paging,
        responses: answer('A page: `items`, and `next` or null.'),
      },
    },
  },
});
