import type { Environment } from './environment.js';
import { accessError, HttpError } from './errors.js';
import type { BuiltIn } from './methods.js';
import { builtInOf } from './methods.js';

/** A call by named arguments alone: `ids` is absent for a method of the model itself. */
export interface NamedCall {
  readonly model: string;
  readonly method: string;
  readonly ids: unknown;
  readonly kwargs: Readonly<Record<string, unknown>>;
}

const unprocessable = (message: string): HttpError => new HttpError(422, 'UnprocessableEntity', message);

/**
 * What JSON-2 checks before a method runs: that there is such a model and public method, and that the named arguments
 * fit its signature: a missing one is told before an unknown one, as Python's `inspect.Signature.bind` does.
 *
 * @throws AccessError, HttpError 404 or 422
 */
export function checkNamedArguments(env: Environment, { model, method, ids, kwargs }: NamedCall): void {
  const definition = env.registry.get(model);
  if (!definition) throw new HttpError(404, 'NotFound', `the model '${model}' does not exist`);
  if (method.startsWith('_')) {
    throw accessError(`Private methods (such as '${model}.${method}') cannot be called remotely.`);
  }
  const own = definition.methods?.[method];
  const builtIn: Omit<BuiltIn, 'run'> | undefined = own ? { parameters: [] } : builtInOf(env, definition, method);
  if (!builtIn) throw new HttpError(404, 'NotFound', `The method '${model}.${method}' does not exist`);
  if (builtIn.onModel && ids !== undefined) throw unprocessable(`cannot call ${model}.${method} with ids`);
  const missing = builtIn.required?.find((name) => !(name in kwargs));
  if (missing) throw unprocessable(`missing a required argument: '${missing}'`);
  const unknown = Object.keys(kwargs).find((name) => name !== 'context' && !builtIn.parameters.includes(name));
  if (unknown) throw unprocessable(`got an unexpected keyword argument '${unknown}'`);
}
