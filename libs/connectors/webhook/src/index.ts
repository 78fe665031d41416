export { type OfferOutcome, type SendOutcome, type StockOffer, WebhookAnswerNotUnderstood } from './outcome.js';
export { MAX_OFFERS, sendOffers, type WebhookReceiver } from './send-offers.js';
export { signedHeaders } from './sign.js';
