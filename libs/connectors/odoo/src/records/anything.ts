import { z } from 'zod';
import { id, requiredText } from '../values/fields.js';

// What any record may be found by.

/** `ir.model.data`: which record an external id names. (module, name) is unique: Odoo's only fence against doing a thing twice. */
export const externalId = z.object({ id, name: requiredText, model: requiredText, res_id: id });

/** Where nothing but which records there are matters. */
export const onlyId = z.object({ id });

/** Whatever has nothing but its name to be found by, such as a `delivery.carrier`. */
export const named = z.object({ id, name: requiredText });

/** What `create` answers to a list of one. */
export const createdIds = z.tuple([id]);
