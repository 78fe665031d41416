/** A page that was not there within this time says no more by being waited for. Milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Asks for the page by which Odoo says that it is alive: any worker serves it, without a login or the database. Several times a second while
 * orders are written, so it has no span, and its failures are nobody's news.
 * https://github.com/odoo/odoo/blob/18.0/addons/web/controllers/home.py
 */
export function healthPage(url: string): () => Promise<void> {
  const page = new URL('/web/health', url);
  return async () => {
    const response = await fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.arrayBuffer();
  };
}
