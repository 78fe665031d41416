import { boolean, char, many2one } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';

/** What costs and revenues may be distributed over. A fresh database has none. */
export const ANALYTIC_ACCOUNT = defineModel({
  name: 'account.analytic.account',
  label: 'Analytic Account',
  order: 'id',
  fields: {
    name: char('Analytic Account', { required: true }),
    code: char('Reference'),
    active: boolean('Active', { initial: true }),
    company_id: many2one('res.company', 'Company'),
  },
});
