import { column, defineTable } from '@penstock/persistence';
import { instantOfMillis } from '@penstock/domain';
import type { DesiredState } from '@penstock/messaging';
import { channelAdmitted, channelDenied } from './exceptions.js';
import type { ListingPushRow } from './listing.js';

/** Channels that let us in no more, so that a restart, which may be the remedy, does not forget what it has to call over. */
export const admissions = defineTable({
  name: 'channel_admission',
  key: ['destination'],
  columns: {
    destination: column.text(),
    /** The refusal that was raised; empty where the channel lets us in. */
    refusedCode: column.text(),
    refusedAt: column.instant(),
  },
  initial: () => ({ refusedCode: '', refusedAt: instantOfMillis(0) }),
});

/** Raises that a channel lets us in no more, once, and that it does again. @param entity company or brand */
export const sayAdmission =
  (entity: string, destination: string): NonNullable<DesiredState<ListingPushRow>['admitted']> =>
  async (unit, refusal) => {
    const known = await unit.lock(admissions.one({ destination }));
    const refusedCode = refusal?.code ?? '';
    if (known.refusedCode === refusedCode) return;
    if (known.refusedCode !== '') unit.emit(channelAdmitted(entity, destination, known.refusedCode));
    if (refusal) unit.emit(channelDenied(entity, destination, refusal));
    unit.save(admissions.save({ destination, refusedCode, refusedAt: unit.now }));
  };
