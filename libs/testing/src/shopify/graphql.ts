import { z } from 'zod';
import type { StandInServer } from '../stand-in/server.js';
import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import { CostBucket } from './cost-bucket.js';
import { levelOf } from './inventory.js';
import { setQuantities, setQuantitiesInput } from './set-quantities.js';

const request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
type Variables = z.output<typeof request>['variables'];

/** An error of the whole operation, answered with status 200 as GraphQL does. */
class GraphqlError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The two operations of the Admin API that stock needs. Not a GraphQL engine: the operation is known by the field it asks for. */
export function serveGraphql(
  { app, state }: StandInServer,
  accessToken: string,
  { maximum, restorePerSecond }: { readonly maximum: number; readonly restorePerSecond: number },
): void {
  const bucket = new CostBucket(maximum, restorePerSecond);

  app.post('/admin/api/2026-04/graphql.json', async (http, reply) => {
    if (http.headers['x-shopify-access-token'] !== accessToken) {
      return reply
        .code(401)
        .send({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
    }
    const read = request.safeParse(JSON.parse(String(http.body)));
    if (!read.success) return reply.code(400).send({ errors: 'Required parameter missing or invalid' });
    const { query, variables } = read.data;
    const cost = query.includes('inventorySetQuantities') ? 10 : 2 + idsOf(variables).length;
    const taken = bucket.take(cost);
    const extensions = { cost: bucket.report(cost, taken) };
    if (!taken) return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions };
    try {
      return { data: answer(query, variables), extensions };
    } catch (error) {
      if (!(error instanceof GraphqlError)) throw error;
      return { errors: [{ message: error.message, extensions: { code: error.code } }], extensions };
    }
  });

  function answer(query: string, variables: Variables): object {
    if (/\binventorySetQuantities\s*\(/.test(query)) {
      const input = setQuantitiesInput.safeParse(variables['input']);
      if (!input.success)
        throw new GraphqlError(
          'INVALID_VARIABLE',
          `Variable $input was provided an invalid value: ${input.error.message}`,
        );
      return { inventorySetQuantities: setQuantities(state, idempotencyKey(query, variables), input.data) };
    }
    if (/\bnodes\s*\(/.test(query)) return { nodes: idsOf(variables).map((id) => node(id, variables['locationId'])) };
    throw new GraphqlError('undefinedField', 'The stand-in knows inventorySetQuantities and nodes only');
  }

  function node(id: string, locationId: unknown): object | null {
    const level = levelOf(state, id.slice(id.lastIndexOf('/') + 1));
    if (!level) return null;
    const here = locationId === `gid://shopify/Location/${demoCatalogue.shopify.locationId}`;
    return { id, inventoryLevel: here ? { quantities: [{ name: 'available', quantity: level.available }] } : null };
  }
}

const idsOf = (variables: Variables): string[] => (Array.isArray(variables['ids']) ? variables['ids'].map(String) : []);

/** `@idempotent(key: …)`, a variable or a literal. https://shopify.dev/docs/api/usage/idempotent-requests */
function idempotencyKey(query: string, variables: Variables): string {
  const [, variable, literal] = /@idempotent\s*\(\s*key:\s*(?:\$(\w+)|"([^"]*)")/.exec(query) ?? [];
  const key = variable === undefined ? literal : variables[variable];
  if (typeof key === 'string' && key !== '') return key;
  throw new GraphqlError(
    'BAD_REQUEST',
    'The @idempotent directive is required for this mutation but was not provided.',
  );
}
