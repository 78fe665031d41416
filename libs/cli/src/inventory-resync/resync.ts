import { setTimeout as wait } from 'node:timers/promises';
import { type AdminAddress, askAdmin, Refused } from '../admin/ask-admin.js';
import type { Command, Surroundings } from '../command.js';
import { EXIT } from '../ending.js';
import { readResyncLine, type ResyncLine } from './command-line.js';
import { describeResync, type ResyncProgress } from './describe-resync.js';
import { USAGE } from './usage.js';

const LOOK_MILLIS = 1_000;

/** All listings of a channel told again. */
export const resync: Command = {
  name: 'resync',
  summary: 'tell a channel all its listings again, and see how far it is',
  usage: USAGE,

  async run(argv, around) {
    const line = readResyncLine(argv, around.env, around.user);
    try {
      const { to, progress } = await begin(line);
      return await show(line, to, progress, around);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      around.complain(`penstock: ${error.message}`);
      return EXIT.failed;
    }
  },
};

const pathOf = ({ channel }: ResyncLine): string => `/v1/channels/${encodeURIComponent(channel)}/resync`;

/** The admin API that knows the channel, and what it answered: which of several it is, nobody has to know. */
async function begin(line: ResyncLine): Promise<{ to: AdminAddress; progress: ResyncProgress }> {
  const { urls, token } = line;
  let refused: Refused | undefined;
  for (const url of urls) {
    const to = { url, token };
    try {
      return { to, progress: await act(to, line) };
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      // A service that has no channels says only that there is nothing; one that has them says which.
      if (refused === undefined || error.message.length > refused.message.length) refused = error;
    }
  }
  throw refused ?? new RangeError('no admin API was asked');
}

function act(to: AdminAddress, line: ResyncLine): Promise<ResyncProgress> {
  const { action, actor, reason } = line;
  if (action === 'start') return askAdmin(to, 'POST', pathOf(line), { actor, reason });
  return action === 'cancel' ? askAdmin(to, 'POST', `${pathOf(line)}/cancel`) : askAdmin(to, 'GET', pathOf(line));
}

async function show(line: ResyncLine, to: AdminAddress, first: ResyncProgress, around: Surroundings): Promise<number> {
  let progress = first;
  let shown = '';
  for (;;) {
    const text = line.json ? JSON.stringify(progress) : describeResync(progress);
    if (text !== shown) around.print(text);
    shown = text;
    if (!line.watch || progress.state !== 'running') break;
    await wait(LOOK_MILLIS);
    progress = await askAdmin<ResyncProgress>(to, 'GET', pathOf(line));
  }
  return progress.state === 'cancelled' && line.action !== 'cancel' ? EXIT.failed : EXIT.ok;
}
