import type { Field } from '../orm/fields.js';
import type { Registry } from '../orm/model.js';
import { isObject } from './contract-recording.js';

/** A recorded call speaks of a record that was made by a step left out. */
export class UnknownRecord extends Error {}

/** Ids from here on are of records that never existed; they stay as they are. */
const NEVER_EXISTED = 99_999;

/**
 * Translates the ids of a recording into the stand-in's own: recorded steps that are left out took ids, so the
 * numbers drift apart. Pairs are learnt from answers, many2one and x2many fields included.
 */
export class RecordedIds {
  private readonly pairs = new Map<string, Map<number, number>>();
  /** write_date of rows, to the second. */
  private readonly times = new Map<string, string>();

  /** `known`: the ids of a fresh database by model, the same on both sides. */
  constructor(
    readonly registry: Registry,
    known: readonly (readonly [model: string, ids: readonly number[]])[],
  ) {
    for (const [model, ids] of known) for (const id of ids) this.learn(model, id, id);
  }

  knows(model: string): boolean {
    return this.registry.has(model);
  }

  learn(model: string, recorded: unknown, own: unknown): void {
    if (typeof recorded !== 'number' || typeof own !== 'number') return;
    const known = this.pairs.get(model) ?? new Map<number, number>();
    if (!known.has(recorded)) known.set(recorded, own);
    this.pairs.set(model, known);
  }

  /** Learns from two rows of one model that stand for each other. */
  learnRow(model: string, recorded: Record<string, unknown>, own: Record<string, unknown>): void {
    this.learn(model, recorded['id'], own['id']);
    if (recorded['write_date']) this.times.set(String(recorded['write_date']), String(own['write_date']));
    for (const [name, { relation, type }] of Object.entries(this.registry.get(model)?.fields ?? {})) {
      if (!relation || !(name in recorded)) continue;
      const [theirs, ours] = [[recorded[name]].flat(), [own[name]].flat()];
      if (type === 'many2one') this.learn(relation, theirs[0], ours[0]);
      else if (theirs.length === ours.length) theirs.forEach((id, at) => this.learn(relation, id, ours[at]));
    }
  }

  find(model: string, recorded: unknown): number | undefined {
    return this.pairs.get(model)?.get(Number(recorded));
  }

  /** @throws UnknownRecord */
  own(model: string, recorded: number): number {
    const own = this.pairs.get(model)?.get(recorded);
    if (own !== undefined) return own;
    if (recorded >= NEVER_EXISTED || !this.registry.has(model)) return recorded;
    throw new UnknownRecord(`${model}(${recorded})`);
  }

  ownAll(model: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.ownAll(model, each));
    return typeof value === 'number' ? this.own(model, value) : value;
  }

  vals(model: string, vals: unknown): unknown {
    if (typeof vals !== 'object' || vals === null) return vals;
    return Object.fromEntries(
      Object.entries(vals).map(([name, value]) => [name, this.value(this.registry.get(model)?.fields[name], value)]),
    );
  }

  private value(field: Field | undefined, value: unknown): unknown {
    if (!field?.relation) return value;
    if (field.type === 'many2one') return this.ownAll(field.relation, value);
    return (value as [number, number, unknown][]).map(([code, id, payload]) => [
      code,
      code === 0 || code === 6 ? id : this.ownAll(field.relation ?? '', id),
      code < 2 ? this.vals(field.relation ?? '', payload) : this.ownAll(field.relation ?? '', payload),
    ]);
  }

  domain(model: string, domain: unknown): unknown {
    if (!Array.isArray(domain)) return domain;
    return domain.map((term: unknown) => {
      if (!Array.isArray(term) || term.length !== 3) return term;
      if (term[0] === 'write_date') return [term[0], term[1], this.time(term[2])];
      const target = this.modelAt(model, String(term[0]).split('.'));
      return target === undefined ? term : [term[0], term[1], this.ownAll(target, term[2])];
    });
  }

  /** A recorded second as the server's own, in the notation it came in. */
  private time(value: unknown): unknown {
    const [, day = '', mark = '', clock = '', rest = ''] = /^([\d-]+)([ T])([\d:]+)(.*)$/.exec(String(value)) ?? [];
    const own = this.times.get(`${day} ${clock}`);
    return own === undefined ? value : own.replace(' ', mark) + rest;
  }

  context(context: unknown): unknown {
    if (!isObject(context)) return context;
    const { picking_ids_not_to_backorder: dropped, active_model: model, active_id: one, active_ids: many, payload } = context; // prettier-ignore
    return {
      ...context,
      ...(dropped !== undefined && { picking_ids_not_to_backorder: this.ownAll('stock.picking', dropped) }),
      ...(one !== undefined && { active_id: this.ownAll(String(model), one) }),
      ...(many !== undefined && { active_ids: this.ownAll(String(model), many) }),
      ...(isObject(payload) && { payload: { ...payload, vals: this.vals(String(model), payload['vals']) } }),
    };
  }

  /** The cells of `load` that are database ids. */
  rows(model: string, header: string[], rows: string[][]): string[][] {
    const targets = header.map((name) =>
      name.endsWith('.id') ? this.modelAt(model, name.split('/').slice(0, -1)) : '',
    );
    return rows.map((cells) =>
      cells.map((cell, at) => {
        const target = targets[at];
        return target && /^\d+$/.test(cell) ? String(this.own(target, Number(cell))) : cell;
      }),
    );
  }

  private modelAt(model: string, path: readonly string[]): string | undefined {
    if (path.join('.') === 'id') return model;
    return path.reduce<string | undefined>((at, name) => this.registry.get(at ?? '')?.fields[name]?.relation, model);
  }
}
