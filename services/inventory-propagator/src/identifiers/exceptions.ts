import { ExceptionRaised, type ProductLinked } from '@penstock/contracts';
import { canonicalId, decimalText } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { Code } from './gtin.js';
import type { IdentifierClaimRow } from './identifier.js';

const idOf = ({ meta }: ProductLinked, { kind, value }: Code): string =>
  canonicalId('exc', meta.entity, 'inventory-propagator', `IDENTIFIER_CONFLICT ${kind} ${value}`);

/** `T-shirt (prd_…)`, `pack of 6 of T-shirt (prd_…)`. */
const nameOf = ({ unit, isPack, productName, productId }: IdentifierClaimRow): string =>
  `${isPack ? `${unit} of ` : ''}${productName} (${productId})`;

const factsOf = ({ kind, value }: Code, holders: readonly IdentifierClaimRow[]): Record<string, string> => ({
  kind,
  value,
  ...Object.fromEntries(
    holders.map((row, i) => [`holder${i + 1}`, `${row.productId} ${decimalText(row.contains)} per ${row.unit}`]),
  ),
});

/** One code on two things: whoever scans it could mean either. */
export const identifierConflict = (
  event: ProductLinked,
  code: Code,
  holders: readonly IdentifierClaimRow[],
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(event, code),
    kind: 'IDENTIFIER_CONFLICT',
    severity: 'ERROR',
    subject: event.productId,
    message: `The ${code.kind} ${code.value} is on ${holders.map(nameOf).join(' and on ')}: it names none of them until one gives it up.`,
    amount: null,
    facts: factsOf(code, holders),
    remedy: 'Correct the barcode of the wrong one in Odoo, or archive it; the other is then known by it again.',
  });

/** @param holder who has the code now; undefined where nobody has it any more */
export const identifierConflictOver = (
  event: ProductLinked,
  code: Code,
  holder: IdentifierClaimRow | undefined,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(event, code),
    kind: 'IDENTIFIER_CONFLICT',
    severity: 'INFO',
    subject: event.productId,
    message: `The conflict about the ${code.kind} ${code.value} is over: ${holder ? `${nameOf(holder)} alone has it` : 'nobody has it any more'}.`,
    amount: null,
    facts: factsOf(code, holder ? [holder] : []),
    remedy: 'Nothing is left to do.',
  });
