import { ConfigError, type ConfigProblem } from './config-error.js';
import { readVariable, type Environment } from './read-variable.js';
import type { Setting } from './setting.js';

/** Field name → the variable it comes from. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a definition mixes settings of every type; Config<D> recovers each one's.
export type Definition = Readonly<Record<string, Setting<any>>>;

/** The typed object a definition loads into. */
export type Config<D extends Definition> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};

const definitions = new WeakMap<object, Definition>();

/** Declares what a service reads from its environment; one per service, in its `config.ts`. */
export const defineConfig = <D extends Definition>(definition: D): D => definition;

/**
 * Reads and checks every variable of the definition.
 * @throws {ConfigError} naming all missing and invalid variables at once, each with its description; secrets' values are never in it.
 */
export function loadConfig<D extends Definition>(definition: D, environment: Environment): Config<D> {
  const values: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const [field, setting] of Object.entries(definition)) {
    const read = readVariable(setting, environment);
    if ('problem' in read) problems.push({ env: setting.env, description: setting.description, problem: read.problem });
    else values[field] = read.value;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  definitions.set(values, definition);
  return Object.freeze(values) as Config<D>;
}

/**
 * The configuration as it may be logged: secrets and passwords inside URLs are masked.
 * @throws {TypeError} for an object that did not come from `loadConfig`: nobody knows what is secret in it.
 */
export function redacted(config: object): Record<string, unknown> {
  const definition = definitions.get(config);
  if (!definition) throw new TypeError('redacted() takes the object that loadConfig() returned');
  return Object.fromEntries(
    Object.entries(config).map(([field, value]) => [field, definition[field]?.secret ? '[secret]' : masked(value)]),
  );
}

function masked(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/:\/\/[^/@\s]*@/, '://[secret]@') : value;
}
