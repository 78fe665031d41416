import type { Environment } from './environment.js';
import { resolveExternalId } from './external-ids.js';
import type { Field } from './fields.js';

/** A cell that says nothing usable; its field is left out of the record. */
export class Unusable extends Error {
  constructor(
    message: string,
    readonly relation?: string,
  ) {
    super(message);
  }
}

/** Finds the record a cell names by database id (`.id`), external id (`id`) or name. */
export function lookUp(env: Environment, field: Field, by: string | undefined, text: string, label: string): number {
  const relation = field.relation ?? '';
  const kind = by === '.id' ? 'database id' : by === 'id' ? 'external id' : 'name';
  const found =
    by === '.id'
      ? env.find(relation, Number(text))?.id
      : by === 'id'
        ? resolveExternalId(env, relation, text)
        : findByName(env, relation, text);
  if (found) return found;
  throw new Unusable(`No matching record found for ${kind} '${text}' in field '${label}'`, relation);
}

/** By display name; a product also by its code. */
function findByName(env: Environment, relation: string, text: string): number | undefined {
  const byCode = 'default_code' in env.model(relation).fields ? ['|', ['default_code', '=', text]] : [];
  return env.search(relation, [...byCode, ['display_name', '=', text]], { limit: 1 })[0];
}

/** What a person in the browser would be offered to choose from. */
export function moreInfo(relation: string | undefined): { moreinfo?: unknown } {
  if (relation === undefined) return {};
  return {
    moreinfo: {
      name: 'Possible Values',
      type: 'ir.actions.act_window',
      target: 'new',
      view_mode: 'list,form',
      views: [
        [false, 'list'],
        [false, 'form'],
      ],
      context: { create: false },
      help: 'See all possible values',
      res_model: 'ir.model.data',
      domain: [['model', '=', relation]],
    },
  };
}
