import { askAdmin, Refused } from '../admin/ask-admin.js';
import { Unreachable } from '../ending.js';

/** What the admin API of inventory-propagator answers about rules; see its `/openapi.json`. */
export interface RuleVersion {
  readonly version: number;
  readonly actor: string;
  readonly reason: string;
  readonly setAt: string;
  readonly restores: number | null;
  readonly document?: string;
}

export interface RulesInForce {
  readonly inForce: RuleVersion | null;
  readonly progress: { readonly listings: number; readonly outstanding: number };
}

export interface Remark {
  readonly pointer: string;
  readonly detail: string;
}

export interface RulesSet {
  readonly version: number;
  readonly changed: boolean;
  readonly warnings: readonly Remark[];
}

export interface OfferChange {
  readonly destination: string;
  readonly ref: string;
  readonly sku: string;
  readonly from: number | null;
  readonly to: number;
}

export interface ChannelPreview {
  readonly destination: string;
  readonly listings: number;
  readonly more: number;
  readonly fewer: number;
  readonly soldOut: number;
}

export interface PreviewPart {
  readonly channels: readonly ChannelPreview[];
  readonly largest: readonly OfferChange[];
  readonly warnings: readonly Remark[];
  readonly next: string | null;
}

const PATH = '/v1/availability-rules';

/** The rules of one inventory-propagator. Every method throws what {@link askAdmin} throws. */
export class RulesClient {
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  show = (): Promise<RulesInForce> => this.ask('GET', '');

  version = (version: number): Promise<RuleVersion> => this.ask('GET', `/history/${version}`);

  history = (limit: number): Promise<{ items: readonly RuleVersion[]; next: number | null }> =>
    this.ask('GET', `/history?limit=${limit}`);

  set = (document: string, decision: object): Promise<RulesSet> => this.ask('PUT', '', { document, ...decision });

  rollback = (version: number, decision: object): Promise<RulesSet> =>
    this.ask('POST', '/rollback', { version, ...decision });

  preview = (document: string, after: string): Promise<PreviewPart> =>
    this.ask('POST', '/preview', { document, after });

  private ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
    return askAdmin({ url: this.url, token: this.token }, method, `${PATH}${path}`, body);
  }
}

/** Which of the addresses is that of inventory-propagator, nobody has to know. @throws {Unreachable} none is, or none answers */
export async function findRules(urls: readonly string[], token: string): Promise<RulesClient> {
  const clients = urls.map((url) => new RulesClient(url, token));
  const asked = await Promise.allSettled(clients.map((client) => client.show()));
  const found = clients.find((_, i) => asked[i]?.status === 'fulfilled');
  if (found) return found;
  const reasons = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  const trouble = reasons.find((reason) => !(reason instanceof Refused && reason.status === 404));
  if (trouble && !(trouble instanceof Refused)) throw trouble;
  throw new Unreachable(trouble?.message ?? 'no address is that of inventory-propagator');
}
