import type { HttpClient } from '@penstock/http';
import { z } from 'zod';
import { AmazonAnswerNotUnderstood, type Denied } from './outcome.js';
import { readJson } from './read-json.js';

/** What a seller's authorisation of an application consists of. */
export interface AmazonCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `Atzr|…`, valid until the seller takes the authorisation back. */
  readonly refreshToken: string;
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const refused = z.object({ error: z.string(), error_description: z.string().default('') });

/** Renewed so long before its end: a call that is under way then must still be let in. */
const EARLY_MILLIS = 60_000;

/**
 * The access token of a selling partner: asked for once an hour, by whoever needs it first.
 * Source: https://developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api
 */
export class AccessToken {
  private token: string | null = null;
  private goodUntil = 0;
  private asking: Promise<string | Denied> | null = null;

  /** @param login `https://api.amazon.com`, whatever the region of the API */
  constructor(
    private readonly login: HttpClient,
    private readonly credentials: AmazonCredentials,
  ) {}

  /**
   * @returns the token, or that Amazon gives none to these credentials
   * @throws {HttpUnavailable | HttpAmbiguous | AmazonAnswerNotUnderstood} asking changes nothing: ask again
   */
  async get(): Promise<string | Denied> {
    if (this.token !== null && Date.now() < this.goodUntil) return this.token;
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  /** The API let this one in no more: the next call asks for another. */
  forget(token: string): void {
    if (this.token === token) this.token = null;
  }

  private async ask(): Promise<string | Denied> {
    const { clientId, clientSecret, refreshToken } = this.credentials;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const { status, body } = await this.login.post('/auth/o2/token', form.toString(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    });
    // https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html#access-token-errors
    if (status === 400 || status === 401) {
      const { error, error_description } = readJson(refused, status, body);
      return { kind: 'denied', code: error, message: error_description };
    }
    if (status !== 200) throw new AmazonAnswerNotUnderstood(status, body);
    const { access_token, expires_in } = readJson(granted, status, body);
    this.token = access_token;
    this.goodUntil = Date.now() + expires_in * 1000 - Math.min(EARLY_MILLIS, expires_in * 100);
    return access_token;
  }
}
