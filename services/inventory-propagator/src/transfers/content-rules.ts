import type { TransferCompleted, TransferStarted } from '@penstock/contracts';
import { mustBePositive, mustHaveHappened, Permanent } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING, QUANTITY_NOT_POSITIVE: goods that go back are a transfer of their own; TRANSFER_NOWHERE, INSTANT_IN_FUTURE */
export function checkTransfer(event: TransferStarted | TransferCompleted): void {
  const { meta, transferId, fromLocationId, toLocationId, quantity, effectiveAt } = event;
  mustBePositive(quantity, () => `quantity of transfer ${transferId}`);
  if (fromLocationId === toLocationId)
    throw new Permanent('TRANSFER_NOWHERE', `transfer ${transferId} ends where it begins: name two locations`, {
      transferId,
      locationId: toLocationId,
    });
  mustHaveHappened(meta, effectiveAt, 'effectiveAt');
}
