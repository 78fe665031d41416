import { Body, Controller, Delete, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { trace } from '@penstock/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReservationAnswer } from './answer.js';
import { CheckoutAccess } from './checkout-access.js';
import { type Caller, orderIdOf, readClaim } from './claim-body.js';
import { Claims } from './claims.js';
import { asAnswer, conflict, errorsOf, orderCreated, refusal, unknownReservation } from './problems.js';

/** Reservations of one channel's checkout. The bearer token says which channel; the reference is the channel's own for the order to be. */
@Controller('reservations')
export class ReservationsController {
  constructor(
    @Inject(CheckoutAccess) private readonly access: CheckoutAccess,
    @Inject(Claims) private readonly claims: Claims,
  ) {}

  /** 201 reserved, 200 had been before. @throws {Problem} 400, 401, 409, 422, 429, 503: see openapi.ts */
  @Post()
  async reserve(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Buffer = Buffer.alloc(0),
  ): Promise<ReservationAnswer> {
    const caller = this.access.callerOf(request, reply);
    const claim = readClaim(body, caller, Date.now());
    describe(caller, claim.orderId);
    const outcome = await this.claims.claim(claim, caller).catch((error: unknown) => {
      throw asAnswer(error, reply);
    });
    if (outcome.kind === 'refused') throw refusal(outcome.refused);
    if (outcome.kind !== 'reserved') throw conflict(outcome);
    void reply.status(outcome.isNew ? 201 : 200);
    return { ...outcome.reservation, ...errorsOf(outcome.refused) };
  }

  @Get(':reference')
  async find(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<ReservationAnswer> {
    const caller = this.access.callerOf(request, reply);
    const found = await this.claims.find(orderIdOf(caller, reference), reference);
    if (!found) throw unknownReservation();
    return found;
  }

  /** Gives everything back that is still set aside; again and again with the same answer. 409 once the order was created. */
  @Delete(':reference')
  async release(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<ReservationAnswer> {
    const caller = this.access.callerOf(request, reply);
    const orderId = orderIdOf(caller, reference);
    describe(caller, orderId);
    const outcome = await this.claims
      .release({ orderId, orderReference: reference }, caller)
      .catch((error: unknown) => {
        throw asAnswer(error, reply);
      });
    if (outcome.kind === 'unknown') throw unknownReservation();
    if (outcome.kind === 'order-created') throw orderCreated(outcome.reservation);
    return outcome.reservation;
  }
}

const describe = ({ channel }: Caller, orderId: string): void =>
  void trace.getActiveSpan()?.setAttributes({
    'penstock.channel': channel,
    'penstock.order.id': orderId,
    'penstock.correlation.id': orderId,
  });
