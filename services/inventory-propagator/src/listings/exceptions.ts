import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type NotNow, type Outgoing, say } from '@penstock/messaging';
import type { ListingPushRow } from './listing.js';
import { LISTING_DELETED } from './refusal.js';

type Listing = Pick<ListingPushRow, 'destination' | 'ref' | 'sku' | 'productId' | 'quantity'>;

const kind = 'CHANNEL_REFUSED';

const idOf = (entity: string, destination: string, what: string, code: string): string =>
  canonicalId('exc', entity, 'inventory-propagator', `${kind} ${destination} ${what} ${code}`);

const factsOf = ({ destination, ref, sku, quantity }: Listing, code: string) => ({
  ...{ destination, listing: ref, sku, quantity: String(quantity), code },
});

/** A channel will not take a quantity whatever we do: the listing keeps what it shows until a person has looked. */
export const channelRefused = (
  entity: string,
  listing: Listing,
  { code, reason }: { code: string; reason: string },
): Outgoing<ExceptionRaised> => {
  const { destination, ref, sku, productId, quantity } = listing;
  const again = `the next change of stock tells the channel again, or \`penstock inventory resync ${destination}\`.`;
  return say(ExceptionRaised, {
    exceptionId: idOf(entity, destination, ref, code),
    kind,
    severity: 'ERROR',
    subject: productId,
    message: `${destination} refuses to offer ${quantity} of ${sku} under its listing ${ref}: ${reason}`,
    amount: null,
    facts: factsOf(listing, code),
    remedy:
      code === LISTING_DELETED
        ? `List ${sku} at the channel again, or take its listing ${ref} out of the channels file; ${again}`
        : `Correct the listing at the channel or in the channels file; ${again}`,
  });
};

/** @param code of the refusal that is over: the channel took a quantity, or refuses for another reason */
export const channelRefusalOver = (entity: string, listing: Listing, code: string): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(entity, listing.destination, listing.ref, code),
    kind,
    severity: 'INFO',
    subject: listing.productId,
    message: `The refusal of ${listing.sku} by ${listing.destination} under its listing ${listing.ref} is over.`,
    amount: null,
    facts: factsOf(listing, code),
    remedy: 'Nothing is left to do.',
  });

/** A channel lets us in no more: all its listings keep what they show. */
export const channelDenied = (
  entity: string,
  destination: string,
  { code, message }: NotNow,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(entity, destination, '', code),
    kind,
    severity: 'CRITICAL',
    subject: destination,
    message: `${destination} takes nothing from us any more: ${message}`,
    amount: null,
    facts: { destination, code },
    remedy: `Renew the credentials of ${destination}, or correct its address, and restart; nothing is lost, its listings are told as soon as it lets us in.`,
  });

/** @param code of the denial that is over */
export const channelAdmitted = (entity: string, destination: string, code: string): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(entity, destination, '', code),
    kind,
    severity: 'INFO',
    subject: destination,
    message: `${destination} takes what it is told again.`,
    amount: null,
    facts: { destination, code },
    remedy: 'Nothing is left to do.',
  });
