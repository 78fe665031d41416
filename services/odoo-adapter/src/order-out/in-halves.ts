import {
  OdooAccess,
  OdooLostRace,
  OdooMissing,
  OdooServer,
  OdooTooLarge,
  OdooValidation,
  OdooWizard,
  OdooWrongCall,
} from '@penstock/connector-odoo';

const OF_ONE = [OdooAccess, OdooLostRace, OdooMissing, OdooTooLarge, OdooValidation, OdooWizard, OdooWrongCall];

/**
 * Whether one of many may be at fault for all: Odoo keeps a call whole or not at all. So with a failure in Odoo's own code, which has a name; one
 * without a name is a proxy's. A row that everybody wants (OdooConcurrency) is left out: Odoo waits for it, and would for each half.
 */
const mayBeOfOne = (error: unknown): boolean =>
  OF_ONE.some((kind) => error instanceof kind) || (error instanceof OdooServer && error.facts.odooName !== null);

/**
 * One call for all of them. One that is refused is halved until the culprits stand alone, so that the others go on; what is nobody's fault (a lost
 * answer, a hot row, an Odoo that is away) is the answer to each that the call was made for.
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
    if (!mayBeOfOne(error) || items.length === 1) return allOf(items, error);
    const middle = Math.ceil(items.length / 2);
    const left = await inHalves(items.slice(0, middle), call);
    return new Map([...left, ...(await inHalves(items.slice(middle), call))]);
  }
}

/** What came of one call for all of them, which cannot be told apart. */
function allOf<T>(items: readonly T[], thrown: unknown): Map<T, Error> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new Map(items.map((item) => [item, error]));
}
