import { boolean, char, date, float, integer, many2one, one2many, selection } from '../orm/fields.js';
import type { Model } from '../orm/model.js';
import { defineModel } from '../orm/model.js';

/** Countries, currencies with their rates, languages. */
export const LOCALE_MODELS: Model[] = [
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
];
