import { char, many2one } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';

const LABELS = {
  'res.partner.category': 'Partner Tags',
  'uom.category': 'Product UoM Categories',
  'account.fiscal.position': 'Fiscal Position',
  'account.payment.term': 'Payment Terms',
  'crm.team': 'Sales Team',
  'crm.tag': 'CRM Tag',
  'product.template.attribute.value': 'Product Template Attribute Value',
  'stock.lot': 'Lot/Serial',
  'stock.quant.package': 'Packages',
};

/** Models that others point to, and of which nothing but the name matters here. */
export const LABEL_MODELS = Object.entries(LABELS).map(([name, label]) =>
  defineModel({
    name,
    label,
    order: 'id',
    fields: { name: char('Name', { required: true }), company_id: many2one('res.company', 'Company') },
  }),
);
