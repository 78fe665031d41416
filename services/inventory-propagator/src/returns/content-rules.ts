import type { ReturnReceived } from '@penstock/contracts';
import { mustBePositive, mustHaveHappened, mustNameLinesOnce, Permanent } from '@penstock/messaging';

/** @throws {Permanent} RETURN_EMPTY, LINE_TWICE, UNIT_MISSING, QUANTITY_NOT_POSITIVE, INSTANT_IN_FUTURE */
export function checkReturn({ meta, returnId, lines, receivedAt }: ReturnReceived): void {
  if (lines.length === 0)
    throw new Permanent('RETURN_EMPTY', `return ${returnId} has no lines: say what came back`, { returnId });
  mustNameLinesOnce(lines, ({ orderLineId }) => orderLineId);
  for (const { orderLineId, quantity } of lines) mustBePositive(quantity, () => `returned quantity of ${orderLineId}`);
  mustHaveHappened(meta, receivedAt, 'receivedAt');
}
