import type { ChannelFault, TestChannel } from '../../inventory-site/channels/open-channels.js';
import type { InventoryFault, Scene } from './fault.js';

/** Longer than the service waits for an answer. */
const HANG_MS = 15_000;

const MODES: readonly { readonly id: string; readonly name: string; readonly fault: ChannelFault }[] = [
  { id: '429', name: '429 with Retry-After', fault: { mode: '429' } },
  { id: '500', name: '500', fault: { mode: '500' } },
  { id: 'down', name: 'connection cut before anything', fault: { mode: 'down' } },
  { id: 'hang', name: 'hangs', fault: { mode: 'hang', ms: HANG_MS } },
  { id: 'accept-then-timeout', name: 'accepts, then times out', fault: { mode: 'commit-then-hang', ms: HANG_MS } },
];

/** Every mode, for as long as the trade lasts, against each channel in turn. */
export const channelFaults = (destinations: readonly string[]): InventoryFault[] =>
  MODES.flatMap(({ id, name, fault }) =>
    destinations.map((destination) => ({
      id: `${id}-${destination.slice(0, destination.indexOf(':'))}`,
      name: `${destination}: ${name}`,
      victim: destination,
      strikesService: false,
      async begin({ channels }: Scene) {
        const victim = channels.find((channel) => channel.destination === destination);
        if (!victim) throw new Error(`there is no channel ${destination}`);
        const before = await struck(victim);
        await victim.fault(fault);
        return {
          end: () => victim.fault({ mode: 'none' }),
          count: async () => (await struck(victim)) - before,
        };
      },
    })),
  );

/** Calls that were not answered as they should be, by the channel's own log. */
const struck = async (channel: TestChannel): Promise<number> =>
  (await channel.requests()).filter(({ status }) => status === null || status >= 300).length;
