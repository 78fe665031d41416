import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Stories } from '@penstock/connector-odoo';
import { problem } from '@penstock/http';
import type { UnitsOfWork } from '@penstock/messaging';
import { readStories } from './read-stories.js';

export const TRACE_UNITS = Symbol('units of work of the trace');

/** What became of an order or a count, for whoever holds any name of it; described for callers in trace-section.ts. */
@Controller('v1')
export class TraceController {
  constructor(@Inject(TRACE_UNITS) private readonly units: UnitsOfWork) {}

  @Get('trace')
  async trace(@Query('id') id: unknown): Promise<Stories> {
    if (typeof id !== 'string' || id.trim() === '' || id.length > 300)
      throw problem(400, {
        title: 'The request is not understood',
        detail: '`id` must be one name of 1 to 300 characters.',
      });
    const found = await readStories(this.units.database, id);
    if (found.stories.length + found.stock.length === 0)
      throw problem(404, { detail: 'Nothing of this name is known here.' });
    return found;
  }
}
