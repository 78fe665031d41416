import type { Refused } from '../refusal.js';

export const returnRefused = (returnId: string, orderId: string): Refused => ({
  reference: returnId,
  subject: orderId,
  what: `Return ${returnId} of order ${orderId}`,
  remedy: 'Book the return in Odoo by hand, or remove the cause and have it reported again under a new id.',
});
