import type { Definition } from './config.js';

/** One row of the configuration reference, of a Helm values table, of a `--help`. */
export interface ConfigRow {
  readonly field: string;
  readonly env: string;
  readonly kind: string;
  readonly description: string;
  readonly required: boolean;
  readonly secret: boolean;
  /** As one would write it in the environment; null when there is none. */
  readonly default: string | null;
}

/** The definition as rows, in the order it was written. */
export function describeConfig(definition: Definition): ConfigRow[] {
  return Object.entries(definition).map(([field, setting]) => ({
    field,
    env: setting.env,
    kind: setting.kind,
    description: setting.description,
    required: setting.default === undefined && !setting.optional,
    secret: setting.secret ?? false,
    default: setting.default === undefined ? null : String(setting.default),
  }));
}
