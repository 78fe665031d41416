import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ask, nodeProcess } from '@penstock/local';
import type { LoggedRequest } from '@penstock/testing/shopify';
import { type Component, freePort } from '@penstock/testing/stack';
import type { ChannelPlan, Told } from './channel.js';

/** One call that a channel received, by its own log. */
export interface Call {
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** Null where the answer was withheld. */
  readonly status: number | null;
  readonly told: readonly Told[];
}

/** How a channel is to misbehave; see the stand-ins' faults. */
export interface ChannelFault {
  readonly mode: 'none' | 'slow' | 'down' | '429' | '500' | 'hang' | 'commit-then-hang';
  readonly times?: number;
  readonly ms?: number;
}

/** A channel's stand-in, a process with its state on disk. */
export interface TestChannel {
  readonly plan: ChannelPlan;
  /** `shopify:shop-1`. */
  readonly destination: string;
  readonly url: string;
  readonly process: Component;
  /** What it holds, by product number; null where it was never told. */
  held(): Promise<ReadonlyMap<number, number | null>>;
  /** Every request, oldest first. */
  requests(): Promise<LoggedRequest[]>;
  /** Every call that told quantities, oldest first. */
  calls(): Promise<Call[]>;
  fault(fault: ChannelFault): Promise<void>;
}

export interface OpenChannels {
  readonly all: readonly TestChannel[];
  /** The channels file, as YAML. */
  readonly file: string;
  /** What variables it names. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a stand-in for each. */
export async function openChannels(plans: readonly ChannelPlan[], dataDir: string): Promise<OpenChannels> {
  const all = await Promise.all(plans.map((plan) => channel(plan, dataDir)));
  const stop = async () => void (await Promise.all(all.map(({ process }) => process.stop())));
  try {
    await Promise.all(all.map(({ process }) => process.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const entries = all.map(({ plan, url }) => ({
    ...{ name: plan.name, kind: plan.protocol.kind, url },
    ...(plan.ratePerSecond !== undefined && { ratePerSecond: plan.ratePerSecond }),
    ...plan.protocol.entry(plan, url),
    ...plan.more,
  }));
  return {
    all,
    file: `channels:\n${entries.map((entry) => `  - ${JSON.stringify(entry)}\n`).join('')}`, // JSON is YAML
    env: Object.assign({}, ...plans.map(({ protocol }) => protocol.env)) as Record<string, string>,
    stop,
  };
}

async function channel(plan: ChannelPlan, dataDir: string): Promise<TestChannel> {
  const { name, protocol } = plan;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = join(dataDir, name);
  const log = join(data, 'requests.jsonl');
  return {
    plan,
    destination: `${protocol.kind}:${name}`,
    url,
    process: nodeProcess({
      name,
      program: `libs/testing/dist/${protocol.kind}/main.js`,
      args: ['--data', data, '--port', String(port), ...protocol.args(plan)],
      readyUrl: `${url}/_standin/health`,
      dataDir,
    }),
    held: async () => protocol.held(await ask(`${url}${protocol.statePath}`)),
    requests: () => readRequests(log, (request) => request),
    calls: () => readRequests(log, (request) => callOf(request, plan)),
    fault: async (fault) => void (await ask(`${url}/_standin/faults`, { method: 'PUT', body: fault })),
  };
}

/** From the file itself, a line at a time: it may be larger than what one answer should hold. */
async function readRequests<T>(file: string, read: (request: LoggedRequest) => T | undefined): Promise<T[]> {
  const found: T[] = [];
  if (!existsSync(file)) return found; // nobody has called
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const one = read(JSON.parse(line) as LoggedRequest);
    if (one !== undefined) found.push(one);
  }
  return found;
}

function callOf(request: LoggedRequest, { protocol }: ChannelPlan): Call | undefined {
  const told = protocol.told(request);
  return told.length === 0 ? undefined : { at: Date.parse(request.at), status: request.status, told };
}
