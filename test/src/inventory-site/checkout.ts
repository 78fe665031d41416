import type { ChannelPlan } from './channels/channel.js';

/** What a checkout of a channel shows; in the channels file, the entry names its variable. */
const TOKEN = 'a-checkout-token-of-the-tests';

/** Members of a channel's entry that let checkouts in, as many as come. */
export const withCheckout: NonNullable<ChannelPlan['more']> = {
  checkoutTokenEnvs: ['TEST_CHECKOUT_TOKEN'],
  checkoutRequestsPerSecond: 100_000,
};

export const checkoutEnv = { TEST_CHECKOUT_TOKEN: TOKEN };

/** What was answered. */
export interface Answer {
  readonly status: number;
  /** Of `POST /reservations` that was granted: pieces of all lines. */
  readonly promised: number;
}

/** A checkout that asks one replica. */
export interface Checkout {
  /** Claims so many pieces of one product. */
  claim(orderReference: string, sku: string, quantity: number): Promise<Answer>;
  /** Asks what may be sold. */
  availability(sku: string): Promise<Answer>;
}

export const checkoutAt = (url: string): Checkout => ({
  async claim(orderReference, sku, quantity) {
    const lines = [{ lineReference: `${orderReference}/1`, sku, quantity }];
    const { status, body } = await asked(`${url}/reservations`, { orderReference, lines });
    const granted = (body as { lines?: readonly { promised: string | number }[] }).lines ?? [];
    return { status, promised: granted.reduce((sum, { promised }) => sum + Number(promised), 0) };
  },
  async availability(sku) {
    const { status } = await asked(`${url}/availability?sku=${encodeURIComponent(sku)}`);
    return { status, promised: 0 };
  },
});

async function asked(url: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: await response.json() };
}
