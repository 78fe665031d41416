/** A product of the demo shop under all the ids by which the shops know it. */
export interface DemoProduct {
  /** The same in every shop and in Odoo (`default_code`). */
  readonly sku: string;
  readonly title: string;
  /** For one unit in the shop's currency, without tax. */
  readonly price: string;
  /** Pieces on hand on the first day. */
  readonly openingStock: number;
  readonly weightGrams: number;
  readonly shopify: { readonly productId: string; readonly variantId: string; readonly inventoryItemId: string };
  /** `variationId` is null for a simple product. */
  readonly woocommerce: { readonly productId: string; readonly variationId: string | null };
}

/** The demo shop: fixed ids, so that configuration files, stand-ins and tests speak of the same things. */
export const demoCatalogue = {
  currency: 'USD',
  /** A fraction: 0.19 is nineteen percent. */
  taxRate: '0.19',
  taxTitle: 'VAT',
  shopify: {
    channel: 'demo-shop',
    shopDomain: 'demo-shop.myshopify.com',
    locationId: '70000000001',
    locationName: 'Main warehouse',
    accessToken: 'shpat_demo',
    webhookSecret: 'demo-webhook-secret',
  },
  woocommerce: { channel: 'demo-outlet', consumerKey: 'ck_demo', consumerSecret: 'cs_demo' },
  stripe: { account: 'main', secretKey: 'sk_test_demo' },
  products: [
    {
      sku: 'TEE-BLACK-M',
      title: 'T-shirt, black, M',
      price: '24.90',
      openingStock: 40,
      weightGrams: 180,
      shopify: { productId: '80000000001', variantId: '81000000001', inventoryItemId: '82000000001' },
      woocommerce: { productId: '501', variationId: '511' },
    },
    {
      sku: 'MUG-ENAMEL',
      title: 'Enamel mug',
      price: '14.50',
      openingStock: 25,
      weightGrams: 320,
      shopify: { productId: '80000000002', variantId: '81000000002', inventoryItemId: '82000000002' },
      woocommerce: { productId: '502', variationId: null },
    },
    {
      sku: 'TOTE-CANVAS',
      title: 'Canvas tote bag',
      price: '19.00',
      openingStock: 60,
      weightGrams: 240,
      shopify: { productId: '80000000003', variantId: '81000000003', inventoryItemId: '82000000003' },
      woocommerce: { productId: '503', variationId: null },
    },
  ] satisfies readonly DemoProduct[] as readonly DemoProduct[],
} as const;
