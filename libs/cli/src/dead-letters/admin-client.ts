import type { DeadLetter, DeadLetterDetail, Decision, LetterFilter, Page, Result } from '@penstock/messaging';
import { askAdmin } from '../admin/ask-admin.js';

/** The admin API of one service. Every method throws what {@link askAdmin} throws. */
export class AdminClient {
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  list(filter: LetterFilter, limit: number, after: string | null): Promise<Page<DeadLetter>> {
    const given = Object.entries({ ...filter, limit: String(limit), after: after ?? undefined });
    const query = new URLSearchParams(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
    return this.ask('GET', `/v1/dead-letters?${query.toString()}`);
  }

  show(position: string, disclose?: Decision): Promise<DeadLetterDetail> {
    const query = disclose ? `?${new URLSearchParams({ personal: 'true', ...disclose }).toString()}` : '';
    return this.ask('GET', `/v1/dead-letters/${position}${query}`);
  }

  /** @param decision without one it is a preview */
  decide(action: 'replay' | 'discard', position: string, decision?: Decision): Promise<Result> {
    return this.ask('POST', `/v1/dead-letters/${position}/${action}`, bodyOf(decision));
  }

  decideAll(
    action: 'replay' | 'discard',
    which: { filter: LetterFilter; after: string | null; rate: number | undefined },
    decision?: Decision,
  ): Promise<Page<Result>> {
    const { filter, after, rate } = which;
    const paced = action === 'replay' && rate !== undefined ? { rate } : {};
    const body = { filter, ...paced, ...(after === null ? {} : { after }), ...bodyOf(decision) };
    return this.ask('POST', `/v1/${action}s`, body);
  }

  private ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    return askAdmin({ url: this.url, token: this.token }, method, path, body);
  }
}

const bodyOf = (decision: Decision | undefined): object =>
  decision ? { preview: false, ...decision } : { preview: true };
