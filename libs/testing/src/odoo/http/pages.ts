import type { OdooVersion } from '../orm/version.js';

/** What goes back over HTTP: JSON, a page, or nothing at all but a cut connection. */
export type Reply =
  | {
      readonly kind: 'json' | 'page';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Cut after so many milliseconds, or left open until the client goes away. */
  | { readonly kind: 'cut'; readonly afterMs?: number };

const page = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  kind: 'page',
  status,
  body,
  headers,
});

/** A route nobody has answers with the website's page, not with JSON. */
export const notFoundPage = (): Reply =>
  page(
    404,
    '<!DOCTYPE html>\n<html>\n    <head>\n        <meta charset="utf-8"/>\n        <title>Odoo</title>\n    </head>\n' +
      '    <body>\n        <h1>404: Page not found!</h1>\n    </body>\n</html>\n',
  );

/** 18 does not know JSON-2, and sends such paths to its login page. */
export function loginRedirect(path: string): Reply {
  const target = `/web/login?redirect=${encodeURIComponent(`${path}?`)}`;
  const body =
    '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n' +
    `<p>You should be redirected automatically to the target URL: <a href="${target}">${target}</a>. If not, click the link.\n`;
  return page(303, body, { location: target });
}

export const invalidJson = (): Reply => page(400, 'Invalid JSON data');

export const invalidJsonRpc = (): Reply => page(400, 'Invalid JSON-RPC data');

/** The route takes JSON, and the request was of another type. */
export function wrongType(version: OdooVersion, path: string, type: string): Reply {
  const said = `Request inferred type is compatible with [&#39;http&#39;] but &#39;${path}&#39; is type=&#39;${type}&#39;.`;
  const begin = '<!doctype html>\n<html lang=en>\n';
  if (version === 18)
    return page(400, `${begin}<title>400 Bad Request</title>\n<h1>Bad Request</h1>\n<p>${said}</p>\n`);
  const advice = '<br><br>Please verify the Content-Type request header and try again.';
  const title = 'Unsupported Media Type';
  return page(415, `${begin}<title>415 ${title}</title>\n<h1>${title}</h1>\n<p>${said}${advice}</p>\n`);
}

/** 19 was asked for a database it does not serve. */
export const noDatabasePage = (): Reply =>
  page(
    404,
    '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL ' +
      'was not found in the server-wide controllers.</p>\n',
  );

/** What a proxy before Odoo says when it is too much. */
export const tooManyRequests = (): Reply =>
  page(429, '<html><head><title>429 Too Many Requests</title></head></html>\n', { 'retry-after': '1' });
