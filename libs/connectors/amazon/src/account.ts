import type { HttpClient, HttpResponse } from '@penstock/http';
import type { AccessToken } from './access-token.js';
import { failureOf } from './answer.js';
import type { Denied, PatchOutcome, ReadOutcome } from './outcome.js';
import { readItem } from './read-item.js';
import { patchBody, readSubmission } from './submission.js';

export interface AmazonAccountOptions {
  /** `A1…`, of the seller and not of the application. */
  readonly sellerId: string;
  /** One marketplace, such as `ATVPDKIKX0DER`: https://developer-docs.amazon.com/sp-api/docs/marketplace-ids */
  readonly marketplaceId: string;
  readonly token: AccessToken;
  /** Amazon counts each operation for itself, so that each has a client, with limits, of its own. */
  readonly patches: HttpClient;
  readonly reads: HttpClient;
}

/**
 * A seller's listings at Amazon, through the Listings Items API 2021-08-01.
 * Source: https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference
 */
export class AmazonAccount {
  constructor(private readonly options: AmazonAccountOptions) {}

  /**
   * Says what a SKU may sell. Absolute, so that saying it twice does no harm. A SKU that is not listed is accepted as well, as if it were:
   * https://github.com/amzn/selling-partner-api-docs/issues/3748. {@link read} tells.
   * @param quantity whole units
   * @throws {HttpUnavailable} when it was not sent
   * @throws {HttpAmbiguous | AmazonAnswerNotUnderstood} when it may have been applied: send it again
   */
  async setQuantity(sku: string, quantity: number): Promise<PatchOutcome> {
    const query = { marketplaceIds: this.options.marketplaceId };
    const body = patchBody(this.options.marketplaceId, quantity);
    const answer = await this.send((headers) =>
      this.options.patches.request({ method: 'PATCH', path: this.pathOf(sku), query, body, headers }),
    );
    if ('kind' in answer) return answer;
    return answer.status === 200 ? readSubmission(answer.body) : failureOf(answer);
  }

  /**
   * What a SKU offers now.
   * @throws {HttpUnavailable | HttpAmbiguous | AmazonAnswerNotUnderstood} reading changes nothing: ask again
   */
  async read(sku: string): Promise<ReadOutcome> {
    const query = { marketplaceIds: this.options.marketplaceId, includedData: 'fulfillmentAvailability' };
    const answer = await this.send((headers) => this.options.reads.get(this.pathOf(sku), { query, headers }));
    if ('kind' in answer) return answer;
    return answer.status === 200 ? readItem(answer.body) : failureOf(answer);
  }

  /** With a slash in it, a SKU that is not encoded is another path: https://github.com/amzn/selling-partner-api-models/issues/4429 */
  private pathOf(sku: string): string {
    return `/listings/2021-08-01/items/${encodeURIComponent(this.options.sellerId)}/${encodeURIComponent(sku)}`;
  }

  /** A token may end before its time: it is renewed, and the call made again, once. */
  private async send(call: (headers: Record<string, string>) => Promise<HttpResponse>): Promise<HttpResponse | Denied> {
    const first = await this.withToken(call);
    return 'status' in first && (first.status === 401 || first.status === 403) ? this.withToken(call) : first;
  }

  private async withToken(
    call: (headers: Record<string, string>) => Promise<HttpResponse>,
  ): Promise<HttpResponse | Denied> {
    const { token } = this.options;
    const value = await token.get();
    if (typeof value !== 'string') return value;
    const response = await call({ 'x-amz-access-token': value, accept: 'application/json' });
    if (response.status === 401 || response.status === 403) token.forget(value);
    return response;
  }
}
