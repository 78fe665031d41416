import { boolean, char, date, float, integer, many2many, many2one, one2many, selection } from '../orm/fields.js'; // prettier-ignore
import type { Model } from '../orm/model.js';
import { defineModel } from '../orm/model.js';
import { validationError } from '../orm/errors.js';

/** Who and where: companies, users, countries, currencies, languages, modules, external ids. */
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
  }),
  defineModel({
    name: 'res.country',
    label: 'Country',
    order: 'name, id',
    fields: {
      name: char('Country Name', { required: true }),
      code: char('Country Code'),
      currency_id: many2one('res.currency', 'Currency'),
      state_ids: one2many('res.country.state', 'country_id', 'States'),
    },
  }),
  defineModel({
    name: 'res.country.state',
    label: 'Country state',
    order: 'code, id',
    fields: {
      name: char('State Name', { required: true }),
      code: char('State Code', { required: true }),
      country_id: many2one('res.country', 'Country', { required: true }),
    },
  }),
  defineModel({
    name: 'res.currency',
    label: 'Currency',
    order: 'active desc, name',
    fields: {
      name: char('Currency', { required: true }),
      symbol: char('Symbol'),
      active: boolean('Active', { initial: true }),
      rounding: float('Rounding Factor', { initial: 0.01 }),
      decimal_places: integer('Decimal Places', { initial: 2 }),
    },
  }),
  defineModel({
    name: 'res.currency.rate',
    label: 'Currency Rate',
    order: 'name desc, id',
    fields: {
      name: date('Date', { required: true }),
      currency_id: many2one('res.currency', 'Currency', { required: true }),
      company_id: many2one('res.company', 'Company'),
      company_rate: float('Company Rate', { initial: 1 }),
    },
  }),
  defineModel({
    name: 'res.lang',
    label: 'Languages',
    order: 'active desc, name',
    fields: {
      name: char('Name', { required: true }),
      code: char('Locale Code', { required: true }),
      iso_code: char('ISO code'),
      url_code: char('URL Code'),
      active: boolean('Active', { initial: true }),
      direction: selection('Direction', ['ltr', 'rtl'], { initial: 'ltr' }),
      date_format: char('Date Format', { initial: '%m/%d/%Y' }),
      time_format: char('Time Format', { initial: '%H:%M:%S' }),
      short_time_format: char('Short Time Format', { initial: '%H:%M' }),
      week_start: char('First Day of Week', { initial: '7' }),
      grouping: char('Separator Format', { initial: '[3,0]' }),
      decimal_point: char('Decimal Separator', { initial: '.' }),
      thousands_sep: char('Thousands Separator', { initial: ',' }),
      flag_image: char('Image'),
      flag_image_url: char('Image URL', { initial: '/base/static/img/country_flags/us.png' }),
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
