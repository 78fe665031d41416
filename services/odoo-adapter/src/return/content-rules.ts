import type { ReturnReceived } from '@penstock/contracts';
import { mustBePositive, mustHaveHappened, mustNameLinesOnce, Permanent } from '@penstock/messaging';

/** @throws {Permanent} NO_LINES, LINE_TWICE, UNIT_MISSING, QUANTITY_NOT_POSITIVE, INSTANT_IN_FUTURE */
export function checkReturn({ meta, returnId, receivedAt, lines }: ReturnReceived): void {
  if (lines.length === 0)
    throw new Permanent('NO_LINES', `return ${returnId} names no line: say what came back`, { returnId });
  mustNameLinesOnce(lines, ({ orderLineId }) => orderLineId);
  for (const { orderLineId, quantity } of lines) mustBePositive(quantity, () => `returned quantity of ${orderLineId}`);
  mustHaveHappened(meta, receivedAt, 'receivedAt');
}
