import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Content, type Outgoing, say } from '@penstock/messaging';
import type { FindingKind } from './balance-check.js';
import { type Finding, troubleOf } from './finding.js';

type Words = Pick<Content<ExceptionRaised>, 'severity' | 'message' | 'remedy'>;

/** What is wrong, and what a person does about it. The ledger itself being wrong is never a mistake of somebody outside. */
const WORDS: Readonly<Record<FindingKind, (productId: string, figures: string) => Words>> = {
  LEDGER_MISMATCH: (productId, figures) => ({
    severity: 'CRITICAL',
    message: `The stock of ${productId} is not the sum of its movements: ${figures}.`,
    remedy:
      'It goes on being sold by its balances: compare them with Odoo (`npx penstock inventory drift --run`), and see docs/runbooks/stock-ledger.md.',
  }),
  NEGATIVE_STOCK: (productId, figures) => ({
    severity: 'WARNING',
    message: `The stock of ${productId} has been below zero for a while: ${figures}.`,
    remedy: 'Book the receipt that is missing in Odoo, or the shipment from the place it really left; or count it.',
  }),
};

const OVER: Readonly<Record<FindingKind, string>> = {
  LEDGER_MISMATCH: 'is the sum of its movements again',
  NEGATIVE_STOCK: 'is no longer below zero',
};

const raised = (entity: string, of: Pick<Finding, 'productId' | 'kind'>) => ({
  exceptionId: canonicalId('exc', entity, 'inventory-propagator', troubleOf(of)),
  kind: of.kind,
  subject: of.productId,
  amount: null,
});

/** @param found at least one, all of one product and kind */
export function findingsRaised(
  entity: string,
  of: Pick<Finding, 'productId' | 'kind'>,
  found: readonly Finding[],
): Outgoing<ExceptionRaised> {
  const figures = found.map(({ figure }) => figure).join('; ');
  const facts = Object.assign({}, ...found.map((finding) => finding.facts)) as Record<string, string>;
  return say(ExceptionRaised, { ...raised(entity, of), ...WORDS[of.kind](of.productId, figures), facts });
}

export const findingsOver = (entity: string, of: Pick<Finding, 'productId' | 'kind'>): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    ...raised(entity, of),
    severity: 'INFO',
    message: `The stock of ${of.productId} ${OVER[of.kind]}.`,
    facts: {},
    remedy: 'Nothing is left to do.',
  });
