import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { parseBody } from '@penstock/messaging';
import { z } from 'zod';
import { Comparisons, type ComparisonState } from './comparisons.js';

const askShape = z.strictObject({ actor: z.string().trim().min(1).max(200).describe('Who asks.') });

/** Everything compared with Odoo, on demand; described for callers in comparison-section.ts. */
@Controller('v1/full-comparison')
export class ComparisonController {
  constructor(@Inject(Comparisons) private readonly comparisons: Comparisons) {}

  @Post()
  @HttpCode(202)
  ask(@Body() body: Buffer | undefined): Promise<ComparisonState> {
    return this.comparisons.ask(parseBody(askShape, body).actor);
  }

  @Get()
  state(): Promise<ComparisonState> {
    return this.comparisons.state();
  }
}
