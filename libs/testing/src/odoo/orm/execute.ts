import { checkAccess, checkLanguage } from './access.js';
import type { Environment } from './environment.js';
import { accessError, OdooError, typeError } from './errors.js';
import type { Arguments, BuiltIn } from './methods.js';
import { builtInOf } from './methods.js';
import type { Answer } from './model.js';

/** One call of a public method, whatever protocol it came by. */
export interface Call {
  readonly model: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Runs a call. The context has been taken out of `kwargs` already. Returns undefined for Python's None. */
export function execute(env: Environment, { model, method, args, kwargs }: Call): Answer {
  if (method.startsWith('_')) {
    throw accessError(`Private methods (such as ${method}) cannot be called remotely.`);
  }
  const definition = env.model(model);
  checkAccess(env, model, method);
  checkLanguage(env);
  const own = definition.methods?.[method];
  const builtIn = builtInOf(env, definition, method);
  if (own) {
    const ids = idsOf(args[0] ?? kwargs['ids']);
    for (const id of ids) env.get(model, id);
    return own(env, ids);
  }
  if (!builtIn) {
    throw new OdooError('builtins.AttributeError', `The method '${method}' does not exist on the model '${model}'`);
  }
  const ids = builtIn.onModel ? [] : idsOf(args[0] ?? kwargs['ids']);
  const positional = builtIn.onModel ? args : args.slice(1);
  return builtIn.run(
    env,
    model,
    ids,
    bind(className(model, method), parametersOf(env, model, method, builtIn), positional, kwargs),
  );
}

/** Ids as texts find nothing, without an error. */
function idsOf(value: unknown): number[] {
  return [value].flat().filter((id) => typeof id === 'number');
}

/** `ResPartner.write()`: create, write and unlink are mostly a model's own, the rest is inherited. */
function className(model: string, method: string): string {
  const isOwn = method === 'create' || method === 'write' || method === 'unlink';
  const camel = model.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${isOwn ? camel : 'BaseModel'}.${method}()`;
}

/** Names of parameters differ where a model overrides a method, as 18's company does: pass values by position. */
function parametersOf(env: Environment, model: string, method: string, builtIn: BuiltIn): Signature {
  const overrides = env.version === 18 && model === 'res.company' && method === 'write';
  return overrides ? { parameters: ['values'], required: ['values'] } : builtIn;
}

type Signature = Pick<BuiltIn, 'parameters' | 'required'>;

function bind(
  shown: string,
  { parameters, required = [] }: Signature,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): Arguments {
  const unknown = Object.keys(kwargs).find((name) => !parameters.includes(name) && name !== 'ids');
  if (unknown) throw typeError(`${shown} got an unexpected keyword argument '${unknown}'`);
  const bound: Record<string, unknown> = { ...kwargs };
  args.forEach((value, index) => (bound[parameters[index] ?? ''] = value));
  if (args.length > parameters.length) {
    throw typeError(`${shown} takes ${parameters.length + 1} positional arguments but ${args.length + 1} were given`);
  }
  const missing = required.find((name) => !(name in bound));
  if (missing) throw typeError(`${shown} missing 1 required positional argument: '${missing}'`);
  return bound;
}
