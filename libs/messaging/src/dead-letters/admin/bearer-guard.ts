import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { problem } from '@penstock/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdminAccess } from '../../nest/admin-settings.js';

export const ADMIN_ACCESS = Symbol('admin access');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets in who shows a token; deciding, and seeing personal data, takes the operators' one. RFC 6750. */
@Injectable()
export class BearerGuard implements CanActivate {
  private readonly operator: Buffer;
  private readonly reader: Buffer | undefined;

  constructor(@Inject(ADMIN_ACCESS) { token, readToken }: AdminAccess) {
    this.operator = digest(token);
    this.reader = readToken === undefined ? undefined : digest(readToken);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const [, shown] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    // Digests have one length and nothing in common with the token: comparing them tells nothing by its duration.
    const given = digest(shown ?? '');
    if (timingSafeEqual(given, this.operator)) return true;
    if (!this.reader || !timingSafeEqual(given, this.reader)) {
      void reply.header('www-authenticate', shown === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
      throw problem(401, { detail: 'A bearer token of this service is needed.' });
    }
    if (isLooking(request)) return true;
    void reply.header('www-authenticate', 'Bearer error="insufficient_scope"');
    throw problem(403, { detail: 'This token may look, but neither decide nor see personal data.' });
  }
}

const isLooking = ({ method, query }: FastifyRequest): boolean =>
  method === 'GET' && !('personal' in (query as object));
