import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { problem } from '@penstock/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Availability, type AvailabilityAnswer } from './availability.js';
import { CheckoutAccess } from './checkout-access.js';
import { checkoutOpenApi } from './openapi.js';
import { asAnswer } from './problems.js';

/** `?sku=A&sku=B`, or one of them. */
const asked = z
  .union([z.string(), z.array(z.string())])
  .transform((skus) => [skus].flat())
  .pipe(z.array(z.string().min(1).max(200)).min(1).max(100));

@Controller()
export class AvailabilityController {
  constructor(
    @Inject(CheckoutAccess) private readonly access: CheckoutAccess,
    @Inject(Availability) private readonly availability: Availability,
  ) {}

  /** @throws {Problem} 401, 422, 429, 503 */
  @Get('availability')
  async of(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('sku') sku: unknown,
  ): Promise<AvailabilityAnswer> {
    const { channel } = this.access.callerOf(request, reply);
    const skus = asked.safeParse(sku);
    if (!skus.success)
      throw problem(422, {
        type: '/problems/invalid-request',
        detail: 'Name 1 to 100 products: /availability?sku=A&sku=B',
      });
    return this.availability.of(channel, skus.data).catch((error: unknown) => {
      throw asAnswer(error, reply);
    });
  }

  /** Open to everybody: it says how to ask, and nothing about what is there. */
  @Get('checkout/openapi.json')
  document(): Record<string, unknown> {
    return checkoutOpenApi;
  }
}
