import type { OdooVersion } from '../orm/version.js';
import type { WarehouseIds } from './warehouses.js';

/** The ids that a fresh database has, where they are known and differ between versions. */
export interface BaseIds {
  readonly low: { readonly user: number; readonly partner: number };
  /** The partner of the second company. */
  readonly secondCompany: number;
  readonly euro: number;
  /** The default sale tax of the second company, and its rate in percent. */
  readonly secondSaleTax: { readonly id: number; readonly name: string; readonly amount: number };
  /** 19's chart comes with taxes of 0% as well. */
  readonly exportTaxes: boolean;
  readonly warehouses: readonly WarehouseIds[];
  /** The last location a fresh database has. */
  readonly lastLocation: number;
}

const first = { company: 1, warehouse: 1, name: 'My Company', code: 'WH', types: [1, 2, 7] } as const;
const second = { company: 2, warehouse: 2, name: 'Second WH', code: 'WH2', types: [8, 9, 14] } as const;

export const BASE_IDS: Readonly<Record<OdooVersion, BaseIds>> = {
  18: {
    low: { user: 6, partner: 7 },
    secondCompany: 8,
    euro: 125,
    secondSaleTax: { id: 3, name: '15%', amount: 15 },
    exportTaxes: false,
    warehouses: [
      { ...first, view: 7, stock: 8, adjustment: 14, scrap: 16 },
      { ...second, view: 21, stock: 22, adjustment: 18, scrap: 20 },
    ],
    lastLocation: 26,
  },
  19: {
    low: { user: 5, partner: 6 },
    secondCompany: 7,
    euro: 126,
    secondSaleTax: { id: 22, name: '6%', amount: 6 },
    exportTaxes: true,
    warehouses: [
      { ...first, view: 4, stock: 5, adjustment: 11 },
      { ...second, view: 17, stock: 18, adjustment: 14 },
    ],
    lastLocation: 22,
  },
};
