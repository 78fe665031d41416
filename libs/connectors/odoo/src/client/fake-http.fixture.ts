import { type HttpClient, type HttpRequest, type HttpResponse } from '@penstock/http';

export interface FakeHttp extends HttpClient {
  readonly requests: HttpRequest[];
  /** The bodies that were sent, parsed. */
  bodies(): unknown[];
}

/** Answers in the order given, or fails with the error given; asking once more is an error of the test. */
export function fakeHttp(...answers: readonly (HttpResponse | Error)[]): FakeHttp {
  const requests: HttpRequest[] = [];
  async function request(call: HttpRequest): Promise<HttpResponse> {
    requests.push(call);
    const answer = answers[requests.length - 1];
    if (!answer) throw new Error(`nobody expected ${call.method} ${call.path}`);
    if (answer instanceof Error) throw answer;
    return answer;
  }
  return {
    name: 'odoo.fake',
    requests,
    bodies: () => requests.flatMap(({ body }) => (typeof body === 'string' ? [JSON.parse(body) as unknown] : [])),
    request,
    get: (path, more = {}) => request({ ...more, method: 'GET', path }),
    post: (path, body, more = {}) => request({ ...more, method: 'POST', path, body }),
    close: () => undefined,
  };
}
