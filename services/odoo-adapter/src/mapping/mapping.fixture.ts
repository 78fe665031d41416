import { checkOdoo, type OdooClient, parseMappingFile } from '@penstock/connector-odoo';
import { LiveMappings } from './live-mappings.js';

/** What the orders of order.fixture.ts are in the stand-in. */
export const DEMO_MAPPING = `
version: test.1
companies:
  - name: My Company
    channels: [demo-shop, demo-woo]
    warehouse: WH
    currency: USD
    taxes:
      - { title: VAT, rate: 0.19, included: false, odoo: VAT 19% }
      - { title: VAT, rate: 0.19, included: true, odoo: VAT 19% incl. }
      - { title: Sales tax, rate: 0.15, included: false, odoo: account.1_sale_tax_template }
    carriers:
      - { shipping: Standard, odoo: Standard delivery }
      - { shipping: STANDARD, odoo: Standard delivery }
    payments:
      - { gateway: stripe, journal: BNK1 }
`;

/** The mapping of the stand-in with the demo data, looked up in it as it really is. */
export const demoMappings = (odoo: OdooClient, text = DEMO_MAPPING): LiveMappings => {
  const file = parseMappingFile(text, 'mapping.yaml');
  return new LiveMappings(() => checkOdoo(odoo, file), { wholeMillis: 300_000, brokenMillis: 0 });
};
