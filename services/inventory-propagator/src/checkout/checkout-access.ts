import { createHash, timingSafeEqual } from 'node:crypto';
import { problem, RateLimits } from '@penstock/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from './claim-body.js';

/** A channel whose checkout may ask. */
export interface CheckoutChannel extends Caller {
  /** Bearer tokens; two while one replaces the other. */
  readonly checkoutTokens: readonly string[];
  readonly checkoutRequestsPerSecond: number;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Tells by its bearer token which channel asks, and how often it may. RFC 6750, RFC 9110 §10.2.3. */
export class CheckoutAccess {
  private readonly known: readonly {
    readonly digest: Buffer;
    readonly channel: CheckoutChannel;
    readonly limits: RateLimits;
  }[];

  constructor(channels: readonly CheckoutChannel[]) {
    this.known = channels.flatMap((channel) => {
      const limits = new RateLimits({
        perSecond: channel.checkoutRequestsPerSecond,
        burst: channel.checkoutRequestsPerSecond,
      });
      return channel.checkoutTokens.map((token) => ({ digest: digest(token), channel, limits }));
    });
  }

  /** @throws {Problem} 401 no token or an unknown one, 429 with Retry-After */
  callerOf({ headers }: FastifyRequest, reply: FastifyReply): Caller {
    const [, shown] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const given = digest(shown ?? '');
    // All are compared: how long it takes says nothing of which one it was.
    const [found] = this.known.filter((one) => timingSafeEqual(one.digest, given));
    if (!found) {
      void reply.header('www-authenticate', shown === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
      throw problem(401, { type: '/problems/token', detail: 'The bearer token of a channel is needed.' });
    }
    const waitMs = found.limits.take(found.channel.channel);
    if (waitMs === 0) return found.channel;
    void reply.header('retry-after', String(Math.ceil(waitMs / 1000)));
    const { checkoutRequestsPerSecond } = found.channel;
    throw problem(429, {
      type: '/problems/too-many-requests',
      detail: `This channel may ask ${checkoutRequestsPerSecond} times a second.`,
    });
  }
}
