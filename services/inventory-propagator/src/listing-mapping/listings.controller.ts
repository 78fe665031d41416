import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { parseBody, parseQuery, type UnitsOfWork } from '@penstock/messaging';
import { z } from 'zod';
import type { ChannelBuffers } from '../listings/listed.js';
import { type DecidedListing, decideListing } from './decide-listing.js';
import { type ImportedPart, importListings } from './import-listings.js';
import { importRow } from './import-rows.js';
import { type ListingPage, type PastDecision, readDecisions, readListings } from './read-listings.js';

export const LISTING_UNITS = Symbol('units of work of the listings');
export const LISTING_BUFFERS = Symbol('channels of the listings');

/** A part of a file travels in a body of at most 1 MiB. */
export const MOST_ROWS = 1000;

const name = z.string().trim().min(1).max(200);
const reason = z.string().trim().min(1).max(1000).describe('Why; kept for good.');
const listShape = z.strictObject({
  destination: name.optional(),
  sku: name.optional(),
  state: z.enum(['all', 'mapped', 'problem', 'deleted']).default('all'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.string().max(500).includes(' ').optional().describe('`next` of the page before.'),
});
const decisionsShape = z.strictObject({ destination: name, ref: name });
const decisionShape = z.strictObject({
  ...{ destination: name, ref: name, actor: name, reason },
  sku: name.nullable().describe('Null takes the decision back.'),
  ended: z.boolean().default(false).describe('The channel has it no more.'),
});
const importShape = z.strictObject({
  ...{ importId: z.uuid(), file: name, actor: name, reason },
  rows: z.array(importRow).min(1).max(MOST_ROWS),
});

/** Listings, for operators; described for callers in listings-section.ts. */
@Controller('v1/listings')
export class ListingsController {
  constructor(
    @Inject(LISTING_UNITS) private readonly units: UnitsOfWork,
    @Inject(LISTING_BUFFERS) private readonly buffers: ChannelBuffers,
  ) {}

  @Get()
  list(@Query() query: unknown): Promise<ListingPage> {
    const { limit, after, ...filter } = parseQuery(listShape, query);
    return readListings(this.units, filter, { limit, after });
  }

  @Get('decisions')
  async decisions(@Query() query: unknown): Promise<{ items: readonly PastDecision[] }> {
    const { destination, ref } = parseQuery(decisionsShape, query);
    return { items: await readDecisions(this.units, destination, ref) };
  }

  @Post('decisions')
  @HttpCode(200)
  decide(@Body() body: Buffer | undefined): Promise<DecidedListing> {
    return decideListing(this.units, this.buffers, parseBody(decisionShape, body));
  }

  @Post('imports')
  @HttpCode(200)
  import(@Body() body: Buffer | undefined): Promise<ImportedPart> {
    return importListings(this.units, this.buffers, parseBody(importShape, body));
  }
}
