import type { ChannelPreview, OfferChange, PreviewPart, Remark, RulesClient } from './rules-client.js';

/** All parts of a preview together. */
export interface WholePreview {
  readonly channels: readonly ChannelPreview[];
  /** The largest changes first. */
  readonly largest: readonly OfferChange[];
  readonly warnings: readonly Remark[];
}

/** Asks part by part, so that neither the service nor this program holds all listings at once. @param most changes to keep */
export async function previewRules(client: RulesClient, document: string, most: number): Promise<WholePreview> {
  const channels = new Map<string, ChannelPreview>();
  let largest: readonly OfferChange[] = [];
  let part: PreviewPart | undefined;
  do {
    part = await client.preview(document, part?.next ?? '');
    for (const one of part.channels) channels.set(one.destination, sumOf(channels.get(one.destination), one));
    largest = [...largest, ...part.largest].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, most);
  } while (part.next !== null);
  return { channels: [...channels.values()], largest, warnings: part.warnings };
}

const sizeOf = ({ from, to }: OfferChange): number => Math.abs(to - (from ?? 0));

const sumOf = (a: ChannelPreview | undefined, b: ChannelPreview): ChannelPreview => ({
  destination: b.destination,
  listings: (a?.listings ?? 0) + b.listings,
  more: (a?.more ?? 0) + b.more,
  fewer: (a?.fewer ?? 0) + b.fewer,
  soldOut: (a?.soldOut ?? 0) + b.soldOut,
});
