/** A schema as the registry wants it: the subject's name and the Avro schema, self-contained, as JSON text. */
export interface SchemaToRegister {
  readonly subject: string;
  readonly schema: string;
}

/**
 * Makes the registry refuse incompatible schemas everywhere, then registers each one (again, if need be: the same schema keeps its id).
 * Returns the ids by subject. Throws an Error with the registry's own words when it refuses one.
 * API: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 */
export async function registerSchemas(
  registryUrl: string,
  schemas: readonly SchemaToRegister[],
): Promise<ReadonlyMap<string, number>> {
  await request('PUT', `${registryUrl}/config`, { compatibility: 'FULL_TRANSITIVE' }); // Apicurio's own default is NONE
  const ids = new Map<string, number>();
  for (const { subject, schema } of schemas) {
    const url = `${registryUrl}/subjects/${encodeURIComponent(subject)}/versions`;
    const { id } = (await request('POST', url, { schema, schemaType: 'AVRO' })) as { id: number };
    ids.set(subject, id);
  }
  return ids;
}

async function request(method: string, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok)
    throw new Error(`The schema registry refused ${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
