import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An admin API that answers as a spec tells it: by method and path; a list is used up from its beginning, its last answer stays. */
export interface AnsweringApi {
  readonly url: string;
  answers: Record<string, { readonly status?: number; readonly body: object }[]>;
  readonly asked: { readonly route: string; readonly body: Record<string, unknown> | undefined }[];
  close(): void;
}

/** @returns one that knows nothing yet: what it is asked it answers with 404 */
export async function answeringApi(): Promise<AnsweringApi> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const route = `${request.method} ${request.url}`;
      api.asked.push({ route, body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) });
      const known = api.answers[route] ?? [];
      const { status = 200, body } = (known.length > 1 ? known.shift() : known[0]) ?? {
        ...{ status: 404, body: { title: 'Not Found' } },
      };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api: AnsweringApi = {
    ...{ url: `http://127.0.0.1:${port}`, answers: {}, asked: [] },
    close: () => void server.close(),
  };
  return api;
}
