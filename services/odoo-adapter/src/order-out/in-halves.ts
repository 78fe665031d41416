import {
  OdooAccess,
  OdooMissing,
  OdooTooLarge,
  OdooValidation,
  OdooWizard,
  OdooWrongCall,
} from '@penstock/connector-odoo';

/** One of them may be at fault for all: Odoo keeps a call whole or not at all. */
const REFUSALS = [OdooAccess, OdooMissing, OdooTooLarge, OdooValidation, OdooWizard, OdooWrongCall];

const isRefusal = (error: unknown): boolean => REFUSALS.some((kind) => error instanceof kind);

/**
 * One call for all of them. One that is refused is halved until the culprits stand alone, so that the others go on; what is nobody's fault (a lost
 * answer, a lost race, an Odoo that is away) is the answer to each that the call was made for.
 * @returns those that failed, and why
 */
export async function inHalves<T>(
  items: readonly T[],
  call: (items: readonly T[]) => Promise<unknown>,
): Promise<Map<T, Error>> {
  if (items.length === 0) return new Map();
  try {
    await call(items);
    return new Map();
  } catch (error) {
    if (!isRefusal(error) || items.length === 1) return allOf(items, error);
    const middle = Math.ceil(items.length / 2);
    const left = await inHalves(items.slice(0, middle), call);
    return new Map([...left, ...(await inHalves(items.slice(middle), call))]);
  }
}

/** What came of one call for all of them, which cannot be told apart. */
export function allOf<T>(items: readonly T[], thrown: unknown): Map<T, Error> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new Map(items.map((item) => [item, error]));
}
