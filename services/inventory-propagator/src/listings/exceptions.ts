import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { ListingPushRow } from './listing.js';

/** A channel will not take a quantity whatever we do: the listing keeps what it shows until a person has looked. */
export const channelRefused = (
  entity: string,
  { destination, ref, sku, productId, quantity }: ListingPushRow,
  { code, reason }: { code: string; reason: string },
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, 'inventory-propagator', `CHANNEL_REFUSED ${destination} ${ref} ${code}`),
    kind: 'CHANNEL_REFUSED',
    severity: 'ERROR',
    subject: productId,
    message: `${destination} refuses to offer ${quantity} of ${sku} under its listing ${ref}: ${reason}`,
    amount: null,
    facts: { destination, listing: ref, sku, quantity: String(quantity), code },
    remedy:
      'Correct the listing at the channel or in the channels file; the next change of stock tells the channel again.',
  });
