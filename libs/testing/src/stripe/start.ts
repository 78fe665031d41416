import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import { type StandIn, type StandInOptions, createStandInServer } from '../stand-in/server.js';
import { Account } from './account.js';
import { serveAdmin, serveApi } from './api.js';

export interface StripeStandInOptions extends StandInOptions {
  /** Default: the demo catalogue's. */
  readonly secretKey?: string;
}

export interface StripeStandIn extends StandIn {
  /** The account's books, to charge, refund and pay out directly. */
  readonly account: Account;
}

/**
 * An account at Stripe: charges and refunds recorded by the admin API, paid out automatically, listed as the real API lists them.
 * @throws when the port is taken
 */
export async function startStripeStandIn(options: StripeStandInOptions): Promise<StripeStandIn> {
  const server = createStandInServer(options);
  const account = new Account(server.state);
  serveApi(server.app, account, options.secretKey ?? demoCatalogue.stripe.secretKey);
  serveAdmin(server.app, account);
  const url = await server.listen();
  return {
    url,
    account,
    state: server.state,
    requests: server.requests,
    setFault: (fault) => server.faults.set(fault),
    close: server.close,
  };
}
