import { zero } from '@penstock/domain';
import type { ChannelRule, Rules } from '../rules/rules.js';

/** The rules as they count for kits. Goods that are not there are promised part by part: a rule that allowed it for the kit would offer what no order may take. */
export const nothingBeyond = (rules: Rules): Rules => ({
  version: rules.version,
  ruleFor: (channel, sku, listing): ChannelRule => ({
    ...rules.ruleFor(channel, sku, listing),
    preorderDays: 0,
    backorderLimit: zero,
  }),
});
