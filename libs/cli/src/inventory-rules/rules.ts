import { setTimeout } from 'node:timers/promises';
import { Refused } from '../admin/ask-admin.js';
import type { Command, Surroundings } from '../command.js';
import { EXIT, UsageError } from '../ending.js';
import { readRulesLine, type RulesLine } from './command-line.js';
import { describeDocument, describeHistory, describePreview, describeWarnings, progressBar } from './describe-rules.js';
import { previewRules } from './preview-rules.js';
import { findRules, type RulesClient } from './rules-client.js';
import { USAGE } from './usage.js';

const LOOK_MILLIS = 500;

/** Rules of what is available to sell: `npx penstock inventory rules …`. */
export const rules: Command = {
  name: 'rules',
  summary: 'what each channel may sell: show, preview, apply, history, rollback',
  usage: USAGE,

  async run(argv, around) {
    const line = readRulesLine(argv, around.env, around.user);
    const client = await findRules(line.urls, line.token);
    try {
      return await RUN[line.command](client, line, around);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 400) throw new UsageError(error.message, { cause: error });
      around.complain(`penstock: ${error.message.split('; ').join('\n  ')}`);
      return EXIT.failed;
    }
  },
};

type Run = (client: RulesClient, line: RulesLine, around: Surroundings) => Promise<number>;

const RUN: Readonly<Record<RulesLine['command'], Run>> = {
  async show(client, { version, json }, around) {
    const found = version === undefined ? await client.show() : { inForce: await client.version(version) };
    const { inForce } = found;
    const none = '# no rules were set: everything that is there is offered, less the buffer in the channels file';
    const progress = 'progress' in found ? found.progress : undefined;
    around.print(json ? JSON.stringify(found, null, 2) : inForce ? describeDocument(inForce, progress) : none);
    return EXIT.ok;
  },

  async apply(client, line, around) {
    if (line.preview) return preview(client, line.document, line, around);
    return decided(client, await client.set(line.document, decisionOf(line)), line, around);
  },

  async rollback(client, line, around) {
    const version = line.version ?? 0;
    if (line.preview) return preview(client, (await client.version(version)).document ?? '', line, around);
    return decided(client, await client.rollback(version, decisionOf(line)), line, around);
  },

  async history(client, { limit, json }, around) {
    const { items, next } = await client.history(limit);
    const more = next === null ? '' : '\n\nThere are older ones: --limit.';
    around.print(json ? JSON.stringify({ items, next }, null, 2) : `${describeHistory(items)}${more}`);
    return EXIT.ok;
  },
};

const decisionOf = ({ actor, reason, ifVersion }: RulesLine): object => ({
  ...{ actor, reason },
  ...(ifVersion !== undefined && { ifVersion }),
});

async function preview(client: RulesClient, document: string, line: RulesLine, around: Surroundings): Promise<number> {
  const { inForce } = await client.show();
  const found = await previewRules(client, document, line.limit);
  const version = inForce?.version ?? 0;
  if (line.json) around.print(JSON.stringify({ inForce: version, ...found }, null, 2));
  else {
    const parts = [describePreview(found, line.limit), describeWarnings(found.warnings)].filter((part) => part !== '');
    around.print(
      [...parts, `Nothing was changed; version ${version} is in force: --if-version ${version}`].join('\n\n'),
    );
  }
  return EXIT.ok;
}

async function decided(
  client: RulesClient,
  set: Awaited<ReturnType<RulesClient['set']>>,
  { wait, json }: RulesLine,
  around: Surroundings,
): Promise<number> {
  if (set.warnings.length > 0) around.complain(describeWarnings(set.warnings));
  if (!json)
    around.print(set.changed ? `Version ${set.version} is in force.` : `Version ${set.version} says the same already.`);
  const { progress } = wait ? await followed(client, set.version, json ? undefined : around) : await client.show();
  if (json) around.print(JSON.stringify({ ...set, progress }, null, 2));
  return EXIT.ok;
}

/** Waits until all listings follow a version, or another one is in force. */
async function followed(client: RulesClient, version: number, around: Surroundings | undefined) {
  for (;;) {
    const found = await client.show();
    around?.print(progressBar(found.progress));
    const overtaken = (found.inForce?.version ?? version) > version;
    if (overtaken) around?.print(`Version ${found.inForce?.version} has taken its place meanwhile.`);
    if (overtaken || found.progress.outstanding === 0) return found;
    await setTimeout(LOOK_MILLIS);
  }
}
