import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export interface TokenSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly tokenSeconds: number;
}

/** Login with Amazon: a refresh token for an access token. https://developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api */
export class AccessTokens {
  readonly #goodUntil = new Map<string, number>();

  constructor(private readonly settings: TokenSettings) {}

  serve(app: FastifyInstance): void {
    const { clientId, clientSecret, refreshToken, tokenSeconds } = this.settings;
    app.post('/auth/o2/token', async (request, reply) => {
      const form = new URLSearchParams(String(request.body));
      const refuse = (error: string, error_description: string) => reply.code(400).send({ error, error_description });
      if (form.get('grant_type') !== 'refresh_token') {
        return refuse('unsupported_grant_type', 'The authorization grant type is not supported');
      }
      if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
        return reply.code(401).send({ error: 'invalid_client', error_description: 'Client authentication failed' });
      }
      if (form.get('refresh_token') !== refreshToken) {
        return refuse('invalid_grant', 'The request has an invalid grant parameter : refresh_token');
      }
      const token = `Atza|${randomBytes(24).toString('base64url')}`;
      this.#goodUntil.set(token, Date.now() + tokenSeconds * 1000);
      return { access_token: token, refresh_token: refreshToken, token_type: 'bearer', expires_in: tokenSeconds };
    });
  }

  /** All tokens given so far are worthless from now on, as when a seller takes back the authorisation. */
  revoke(): void {
    this.#goodUntil.clear();
  }

  /** Why a request may not pass; undefined where it may. */
  refusalOf(token: unknown): string | undefined {
    if (typeof token !== 'string') return 'Access token is missing in the request header.';
    const until = this.#goodUntil.get(token);
    if (until === undefined) return 'The access token you provided is revoked, malformed or invalid.';
    return until <= Date.now() ? 'The access token you provided has expired.' : undefined;
  }
}
