import type { Type } from 'avsc';
import { shown } from './shown.js';

export type ContractErrorCode = 'ENCODING_FAILED' | 'DECODING_FAILED' | 'INCOMPATIBLE_WRITER' | 'BAD_FRAME';

/** Bytes or a value that break a contract. No retry mends it. */
export class ContractError extends Error {
  override readonly name = 'ContractError';

  constructor(
    readonly code: ContractErrorCode,
    message: string,
    readonly facts: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Says which field of a value its schema refuses, and why: only run once encoding has failed, so that success pays nothing. */
export function encodingError(event: string, type: Type, value: unknown, cause: unknown): ContractError {
  const { path, reason } = firstFault(type, value) ?? { path: '', reason: messageOf(cause) };
  return new ContractError(
    'ENCODING_FAILED',
    `${event}: ${path || 'the value'}: ${reason}`,
    { event, path, reason },
    { cause },
  );
}

interface Fault {
  readonly path: string;
  readonly reason: string;
}

function firstFault(type: Type, value: unknown): Fault | undefined {
  let fault: Fault | undefined;
  type.isValid(value, {
    errorHook: (path, found, expected) => {
      fault ??= { path: path.join('.'), reason: reasonFor(expected, found) };
    },
  });
  return fault;
}

function reasonFor(expected: Type, found: unknown): string {
  const type = valueBranch(expected);
  if (type.typeName === 'logical:decimal') return refusalOf(() => type.toBuffer(found));
  const wanted =
    type.typeName === 'enum' ? `one of ${(type as Type & { symbols: string[] }).symbols.join(', ')}` : nameOf(type);
  return `${shown(found)} is not ${wanted}${type === expected ? '' : ' or null'}`;
}

/** Of a union [null, T], T: that is what a value other than null failed to be. */
const valueBranch = (type: Type): Type =>
  (type as Type & { types?: Type[] }).types?.find((branch) => branch.typeName !== 'null') ?? type;

const nameOf = (type: Type): string => (type.name ? `a ${type.name}` : `a valid ${type.typeName}`);

function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return messageOf(error);
  }
  return 'the value is refused';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
