import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { figureOf, type UnequalBalance } from './unequal-balances.js';

const idOf = (entity: string, productId: string): string =>
  canonicalId('exc', entity, 'inventory-propagator', `LEDGER_MISMATCH ${productId}`);

/** Balances of a product are not what its movements come to. That is never somebody's mistake outside: the ledger itself is wrong. */
export const ledgerMismatch = (
  entity: string,
  productId: string,
  unequal: readonly UnequalBalance[],
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(entity, productId),
    kind: 'LEDGER_MISMATCH',
    severity: 'CRITICAL',
    subject: productId,
    message: `The stock of ${productId} is not the sum of its movements: ${unequal.map(figureOf).join('; ')}.`,
    amount: null,
    facts: Object.fromEntries(
      unequal.flatMap(({ balance, locationId, kept, summed }) => {
        const name = locationId === '' ? balance : `${balance} ${locationId}`;
        return [
          [`${name} kept`, kept],
          [`${name} summed`, summed],
        ];
      }),
    ),
    remedy:
      'Compare the product with Odoo (`npx penstock inventory drift --run`): it goes on being sold by its balances. Look in stock_movement and in the log for who changed a row by hand, and book the difference.',
  });

export const ledgerInOrder = (entity: string, productId: string): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: idOf(entity, productId),
    kind: 'LEDGER_MISMATCH',
    severity: 'INFO',
    subject: productId,
    message: `The stock of ${productId} is the sum of its movements again.`,
    amount: null,
    facts: {},
    remedy: 'Nothing is left to do.',
  });
