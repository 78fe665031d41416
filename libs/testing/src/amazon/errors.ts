import type { FastifyReply } from 'fastify';

/** Errors as the Selling Partner API writes them: https://developer-docs.amazon.com/sp-api/docs/sp-api-errors */
const ERRORS = {
  400: { code: 'InvalidInput', message: 'Request has missing or invalid parameters and cannot be parsed.' },
  403: { code: 'Unauthorized', message: 'Access to requested resource is denied.' },
  404: { code: 'NOT_FOUND', message: 'The resource specified does not exist.' },
  429: { code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.' },
} as const;

export const refuse = (reply: FastifyReply, status: keyof typeof ERRORS, details = '', message?: string) =>
  reply.code(status).send({ errors: [{ ...ERRORS[status], ...(message !== undefined && { message }), details }] });
