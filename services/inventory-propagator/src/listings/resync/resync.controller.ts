import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { parseBody } from '@penstock/messaging';
import { z } from 'zod';
import { type ResyncProgress, Resyncs } from './resyncs.js';

const startShape = z.strictObject({
  actor: z.string().trim().min(1).max(200).describe('Who decides.'),
  reason: z.string().trim().min(1).max(1000).describe('Why; kept until the next resync of the channel.'),
});

/** All listings of a channel told again, on demand; described for callers in resync-section.ts. */
@Controller('v1/channels/:destination/resync')
export class ResyncController {
  constructor(@Inject(Resyncs) private readonly resyncs: Resyncs) {}

  @Post()
  @HttpCode(202)
  start(@Param('destination') destination: string, @Body() body: Buffer | undefined): Promise<ResyncProgress> {
    return this.resyncs.start(destination, parseBody(startShape, body));
  }

  @Get()
  progress(@Param('destination') destination: string): Promise<ResyncProgress> {
    return this.resyncs.progress(destination);
  }

  @Post('cancel')
  @HttpCode(200)
  cancel(@Param('destination') destination: string): Promise<ResyncProgress> {
    return this.resyncs.cancel(destination);
  }
}
