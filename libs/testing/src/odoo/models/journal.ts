import { boolean, char, integer, many2one, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';

/** Where entries are kept. Nothing is booked here: an adapter looks journals up. */
export const JOURNAL = defineModel({
  name: 'account.journal',
  label: 'Journal',
  order: 'sequence, type, code',
  fields: {
    name: char('Journal Name', { required: true }),
    code: char('Short Code', { required: true }),
    type: selection('Type', ['sale', 'purchase', 'cash', 'bank', 'credit', 'general'], { required: true }),
    active: boolean('Active', { initial: true }),
    sequence: integer('Sequence', { initial: 10 }),
    company_id: many2one('res.company', 'Company', { required: true, initial: (env) => env.companyId }),
    currency_id: many2one('res.currency', 'Currency'),
  },
});
