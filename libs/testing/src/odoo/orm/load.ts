import type { Environment } from './environment.js';
import { OdooError } from './errors.js';
import { bindExternalId, resolveExternalId } from './external-ids.js';
import type { LoadMessage, LoadRecord } from './load-cells.js';
import { convertRecord } from './load-cells.js';
import { moreInfo } from './load-lookup.js';
import type { OdooVersion } from './version.js';
import { columnsOf, groupRows } from './load-rows.js';

/** `ids: false` says that nothing of the batch was kept, and `messages` why. */
export interface LoadAnswer {
  readonly ids: number[] | false;
  readonly messages: LoadMessage[];
  readonly nextrow: 0;
}

/**
 * Imports rows of text cells: a record whose external id is known is written in place, others are created and
 * their ids bound. Any error keeps nothing, and is told in the answer; an unknown column raises.
 *
 * @see https://github.com/odoo/odoo/blob/18.0/odoo/models.py (`load`, `_extract_records`, `_convert_records`)
 */
export function loadRecords(env: Environment, model: string, header: string[], data: string[][]): LoadAnswer {
  const columns = columnsOf(env, model, header);
  const messages: LoadMessage[] = [];
  const ids: number[] = [];
  const bindings: (() => void)[] = [];
  groupRows(env, model, columns, data).forEach((group, record) => {
    const at = { rows: { from: group.from, to: group.to }, record };
    try {
      const converted = convertRecord(env, model, group.rows, (name, { label }, { message, relation }) =>
        messages.push({ ...at, type: 'error', field: name, message, ...moreInfo(relation), field_name: label }),
      );
      const id = saveRecord(env, model, converted);
      ids.push(id);
      bindings.push(() => bindExternalId(env, model, converted.externalId, id));
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      messages.push({ ...at, type: 'error', ...describe(env.version, error) });
    }
  });
  if (messages.length > 0) {
    env.store.rollback();
    return { ids: false, messages, nextrow: 0 };
  }
  for (const bind of bindings) bind();
  return { ids, messages, nextrow: 0 };
}

/** A missing mandatory value is told in load's own words. */
function describe(version: OdooVersion, error: OdooError): { message: string; field?: string } {
  const [, model, label, field] = /\nModel: (.+)\nField: (.+) \((\w+)\)\n$/.exec(error.message) ?? [];
  if (!field) return { message: error.message };
  const message = `Missing required value for the field '${label}' (${field})`;
  if (version === 18) return { message, field };
  const advice =
    '- create/update: a mandatory field is not set\n' +
    '- delete: another model requires the record being deleted, you can archive it instead\n';
  return { message: `${message}.\nModel: ${String(model).replace(/^(.+) (\(.+\))$/, "'$1' $2")}\n${advice}`, field };
}

/** Writes or creates one record, then its children; a child's external id is bound before its parent's. */
function saveRecord(env: Environment, model: string, { externalId, id, vals, children }: LoadRecord): number {
  let saved = id || resolveExternalId(env, model, externalId);
  if (saved) env.write(model, [saved], vals);
  else saved = env.create(model, vals);
  for (const { field, record } of children) {
    const { relation = '', inverse = '' } = env.field(model, field);
    const child = saveRecord(env, relation, { ...record, vals: { ...record.vals, [inverse]: saved } });
    bindExternalId(env, relation, record.externalId, child);
  }
  return saved;
}
