import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';
import { type StandIn, type StandInOptions, createStandInServer } from '../stand-in/server.js';
import { type RateLimit, TokenBucket } from '../stand-in/token-bucket.js';
import { updateBatch, wordPressError } from './batch.js';
import { type Product, allProducts, dropProduct, productJson, productOf, seedProducts } from './products.js';

export interface WooCommerceStandInOptions extends StandInOptions {
  /** Default: the demo catalogue's. */
  readonly consumerKey?: string;
  readonly consumerSecret?: string;
  /** How many numbered products, `SKU-000001` on, beside the demo catalogue's. Default 0. */
  readonly products?: number;
  /**
   * Requests the shop's host takes; beyond them it answers 429 with `Retry-After`. WooCommerce itself limits none of this API:
   * default, as many as come.
   */
  readonly rate?: RateLimit;
}

export interface WooCommerceStandIn extends StandIn {
  products(): Product[];
  /** The merchant deletes a product, or a variation. */
  deleteProduct(id: number): void;
}

interface List {
  Querystring: { include?: string; per_page?: string };
}

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products: ten a page, at most a hundred. */
function listed(state: Journal, { include = '', per_page = '10' }: List['Querystring'], parentId: number | null) {
  const wanted = include.split(',').flatMap((id) => productOf(state, Number(id)) ?? []);
  const page = Math.min(100, Number(per_page));
  return wanted
    .filter((product) => product.parentId === parentId)
    .slice(0, page)
    .map(productJson);
}

/**
 * A WooCommerce shop (REST API v3): products and variations, read and updated in batches.
 * @throws when the port is taken
 */
export async function startWooCommerceStandIn(options: WooCommerceStandInOptions): Promise<WooCommerceStandIn> {
  const server = createStandInServer(options);
  const { app, state } = server;
  const { consumerKey, consumerSecret } = { ...demoCatalogue.woocommerce, ...options };
  const credentials = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  seedProducts(state, options.products ?? 0);
  const bucket = options.rate && new TokenBucket(options.rate);

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/_standin')) return;
    if (bucket && !bucket.take()) {
      await reply
        .code(429)
        .header('retry-after', Math.ceil(bucket.secondsUntil()))
        .send({ message: 'Too many requests' });
    }
    if (request.headers.authorization === credentials) return;
    await reply
      .code(401)
      .send(wordPressError('woocommerce_rest_authentication_error', 'Consumer key is missing.', 401));
  });
  app.post('/wp-json/wc/v3/products/batch', async (request, reply) => {
    const { status, body } = updateBatch(state, String(request.body), null);
    return reply.code(status).send(body);
  });
  app.post<{ Params: { id: string } }>('/wp-json/wc/v3/products/:id/variations/batch', async (request, reply) => {
    const { status, body } = updateBatch(state, String(request.body), Number(request.params.id));
    return reply.code(status).send(body);
  });
  app.get<List>('/wp-json/wc/v3/products', async ({ query }) => listed(state, query, null));
  app.get<List & { Params: { id: string } }>('/wp-json/wc/v3/products/:id/variations', async (request, reply) => {
    const parentId = Number(request.params.id);
    if (productOf(state, parentId)) return listed(state, request.query, parentId);
    return reply.code(404).send(wordPressError('woocommerce_rest_product_invalid_id', 'Invalid ID.', 404));
  });
  app.get<{ Params: { id: string } }>('/wp-json/wc/v3/products/:id', async (request, reply) => {
    const product = productOf(state, Number(request.params.id));
    if (product) return productJson(product);
    return reply.code(404).send(wordPressError('woocommerce_rest_product_invalid_id', 'Invalid ID.', 404));
  });
  app.get<{ Params: { parent: string; id: string } }>(
    '/wp-json/wc/v3/products/:parent/variations/:id',
    async (request, reply) => {
      const variation = productOf(state, Number(request.params.id));
      if (variation?.parentId === Number(request.params.parent)) return productJson(variation);
      return reply.code(404).send(wordPressError('woocommerce_rest_product_variation_invalid_id', 'Invalid ID.', 404));
    },
  );
  app.get('/_standin/products', async () => allProducts(state));
  app.delete<{ Params: { id: string } }>('/_standin/products/:id', async (request) => {
    dropProduct(state, Number(request.params.id));
    return {};
  });

  const url = await server.listen();
  return {
    url,
    state,
    requests: server.requests,
    products: () => allProducts(state),
    deleteProduct: (id) => dropProduct(state, id),
    setFault: (fault) => server.faults.set(fault),
    close: server.close,
  };
}
