import { boolean, char, date, integer, many2many, many2one, selection } from '../orm/fields.js'; // prettier-ignore
import type { Model } from '../orm/model.js';
import { defineModel } from '../orm/model.js';
import { validationError } from '../orm/errors.js';

/** Who works here: companies and users; and the server's own books: modules and external ids. */
export const BASE_MODELS: Model[] = [
  defineModel({
    name: 'res.company',
    label: 'Companies',
    order: 'sequence, name',
    parent: 'parent_id',
    fields: {
      name: char('Company Name', { required: true }),
      sequence: integer('Sequence', { initial: 10 }),
      active: boolean('Active', { initial: true }),
      parent_id: many2one('res.company', 'Parent Company'),
      partner_id: many2one('res.partner', 'Partner'),
      currency_id: many2one('res.currency', 'Currency', { required: true }),
      country_id: many2one('res.country', 'Country'),
      email: char('Email'),
      phone: char('Phone'),
      vat: char('Tax ID'),
      chart_template: selection('Chart Template', undefined),
      account_fiscal_country_id: many2one('res.country', 'Fiscal Country'),
      account_sale_tax_id: many2one('account.tax', 'Default Sale Tax'),
      tax_calculation_rounding_method: selection('Tax Calculation', ['round_per_line', 'round_globally'], {
        initial: 'round_per_line',
      }),
      account_price_include: selection('Default Sales Price Include', ['tax_included', 'tax_excluded'], {
        initial: 'tax_excluded',
      }),
      fiscalyear_lock_date: date('Global Lock Date'),
    },
  }),
  defineModel({
    name: 'res.users',
    label: 'User',
    order: 'login',
    companyRule: false,
    fields: {
      name: char('Name', { required: true }),
      login: char('Login', { required: true }),
      active: boolean('Active', { initial: true }),
      partner_id: many2one('res.partner', 'Related Partner'),
      company_id: many2one('res.company', 'Company', { required: true }),
      company_ids: many2many('res.company', 'Companies'),
      lang: selection('Language', undefined, { initial: 'en_US' }),
      tz: selection('Timezone', undefined),
      groups: char('Groups', { hidden: true }),
    },
    methods: {
      /** Who calls, in which language and time zone: any user's cheap proof of a key. */
      context_get: (env) => {
        const { lang, tz } = env.get('res.users', env.uid);
        return { lang, tz, uid: env.uid };
      },
    },
  }),
  defineModel({
    name: 'ir.module.module',
    label: 'Module',
    order: 'name',
    fields: {
      name: char('Technical Name', { required: true }),
      state: selection('Status', ['installed', 'uninstalled', 'to upgrade'], { initial: 'uninstalled' }),
      installed_version: char('Latest Version'),
      latest_version: char('Installed Version'),
    },
  }),
  defineModel({
    name: 'ir.model.data',
    label: 'Model Data',
    order: 'module, model, name',
    fields: {
      name: char('External Identifier', { required: true }),
      module: char('Module', { required: true }),
      complete_name: char('Complete ID', {
        compute: (_, row) => [row['module'], row['name']].filter(Boolean).join('.'),
      }),
      model: char('Model Name', { required: true }),
      res_id: integer('Record ID'),
      noupdate: boolean('Non Updatable'),
    },
    /** (module, name) is the one fence Odoo keeps against doing a thing twice. */
    create(env, vals, next) {
      const { module, name } = vals;
      if (env.rows('ir.model.data').some((row) => row['name'] === name && row['module'] === module)) {
        throw validationError(
          'The operation cannot be completed: duplicate key value violates unique constraint ' +
            `"ir_model_data_module_name_uniq_index"\nDETAIL:  Key (module, name)=(${String(module)}, ${String(name)}) already exists.\n`,
        );
      }
      return next(vals);
    },
  }),
];
