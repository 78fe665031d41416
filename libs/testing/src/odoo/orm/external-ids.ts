import type { Environment } from './environment.js';
import { validationError } from './errors.js';
import { ref } from './values.js';

/**
 * The id that an external id (`module.name`, kept in ir.model.data) is bound to, or 0.
 * @throws ValidationError when it names a record of another model
 */
export function resolveExternalId(env: Environment, model: string, externalId: string): number {
  if (externalId === '') return 0;
  const [module, name] = partsOf(externalId);
  const row = env.rows('ir.model.data').find((each) => each['name'] === name && each['module'] === module);
  if (!row) return 0;
  if (row['model'] === model) return ref(row['res_id']);
  throw validationError(
    `For external id ${externalId} when trying to create/update a record of model ${model} ` +
      `found record of different model ${String(row['model'])} (${row.id})`,
  );
}

/** Binds an external id to a record, unless it is bound already or empty. */
export function bindExternalId(env: Environment, model: string, externalId: string, id: number): void {
  if (externalId === '' || resolveExternalId(env, model, externalId)) return;
  const [module, name] = partsOf(externalId);
  env.create('ir.model.data', { module, name, model, res_id: id, noupdate: false });
}

function partsOf(externalId: string): [module: string, name: string] {
  const dot = externalId.indexOf('.');
  return [externalId.slice(0, Math.max(dot, 0)), externalId.slice(dot + 1)];
}
