import { plural, printable, table } from '../table.js';
import type { ChannelPreview, OfferChange, Remark, RulesInForce, RuleVersion } from './rules-client.js';

/** A document below what is known of it, as comments: the whole can be kept in a file and applied again. */
export const describeDocument = (version: RuleVersion, progress?: RulesInForce['progress']): string =>
  [
    `# version ${version.version}, set ${version.setAt} by ${printable(version.actor)}: ${printable(version.reason)}`,
    ...(version.restores === null ? [] : [`# as version ${version.restores} had them`]),
    ...(progress ? [`# ${describeProgress(progress)}`] : []),
    (version.document ?? '').trimEnd(),
  ].join('\n');

export const describeProgress = ({ listings, outstanding }: RulesInForce['progress']): string =>
  outstanding === 0
    ? `all ${plural(listings, 'listing')} follow these rules`
    : `${outstanding} of ${plural(listings, 'listing')} still follow older rules`;

export const describeHistory = (items: readonly RuleVersion[]): string =>
  table(
    ['VERSION', 'SET', 'BY', 'AS', 'WHY'],
    items.map(({ version, setAt, actor, restores, reason }) => [
      ...[String(version), setAt, actor, restores === null ? '' : String(restores), reason],
    ]),
  );

/** What a document would change, of all parts of a preview. */
export function describePreview(
  { channels, largest }: { channels: readonly ChannelPreview[]; largest: readonly OfferChange[] },
  most: number,
): string {
  const figures = table(
    ['CHANNEL', 'LISTINGS', 'MORE', 'FEWER', 'OF THEM SOLD OUT'],
    channels.map((one) => [one.destination, ...[one.listings, one.more, one.fewer, one.soldOut].map(String)]),
  );
  const changes = largest
    .slice(0, most)
    .map(({ sku, destination, ref, from, to }) => [
      sku,
      destination,
      ref,
      from === null ? '-' : String(from),
      String(to),
    ]);
  const changed = channels.reduce((sum, { more, fewer }) => sum + more + fewer, 0);
  if (changed === 0) return `${figures}\n\nNo listing would be offered another quantity.`;
  const title = `The largest of ${plural(changed, 'change')}`;
  return `${figures}\n\n${title}\n${table(['SKU', 'CHANNEL', 'LISTING', 'NOW', 'THEN'], changes)}`;
}

export const describeWarnings = (warnings: readonly Remark[]): string =>
  warnings.map(({ pointer, detail }) => `worth a look: ${printable(`${pointer} ${detail}`)}`).join('\n');

const WIDTH = 30;

/** `[###############...............]  50%  100 of 200 listings`. */
export function progressBar({ listings, outstanding }: RulesInForce['progress']): string {
  const done = Math.max(0, listings - outstanding);
  const part = listings === 0 ? 1 : done / listings;
  const full = Math.floor(part * WIDTH);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${percent}  ${done} of ${plural(listings, 'listing')}`;
}
