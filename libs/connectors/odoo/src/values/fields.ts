import { z } from 'zod';
import { instantOfOdoo } from './odoo-time.js';

/** Odoo writes every empty value as `false`. */
const orFalse = <T extends z.ZodType>(type: T) => z.union([type, z.literal(false).transform(() => null)]);

export { float } from './odoo-decimal.js';
export const id = z.int();
export const text = orFalse(z.string());
export const requiredText = z.string();
export const flag = z.boolean();
export const datetime = orFalse(z.string().transform(instantOfOdoo));
export const requiredDatetime = z.string().transform(instantOfOdoo);
export const ids = z.array(z.int());

/** A reference to another record: `[id, display name]`. */
export const many2one = orFalse(z.tuple([z.int(), z.string()]).transform(([key, name]) => ({ id: key, name })));
export const requiredMany2one = z.tuple([z.int(), z.string()]).transform(([key, name]) => ({ id: key, name }));
