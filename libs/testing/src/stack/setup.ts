/** A schema as the registry wants it: the subject's name and the Avro schema, self-contained, as JSON text. */
export interface SchemaToRegister {
  readonly subject: string;
  readonly schema: string;
}

/**
 * Registers each schema (again, if need be: the same schema keeps its id) and returns the ids by subject. Throws an Error with the
 * registry's own words when it refuses one.
 * API: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 */
export async function registerSchemas(
  registryUrl: string,
  schemas: readonly SchemaToRegister[],
): Promise<ReadonlyMap<string, number>> {
  await demandFullCompatibility(registryUrl);
  const ids = new Map<string, number>();
  for (const { subject, schema } of schemas) {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    const { id } = await ask<{ id: number }>(registryUrl, 'POST', path, { schema, schemaType: 'AVRO' });
    ids.set(subject, id);
  }
  return ids;
}

/** Makes the registry refuse, for every subject, a schema that cannot read all earlier ones or be read by them. */
export async function demandFullCompatibility(registryUrl: string): Promise<void> {
  const compatibility = 'FULL_TRANSITIVE'; // Apicurio's own default is NONE
  const { compatibilityLevel } = await ask<{ compatibilityLevel: string }>(registryUrl, 'GET', '/config');
  if (compatibilityLevel !== compatibility) await ask(registryUrl, 'PUT', '/config', { compatibility });
}

async function ask<Answer>(registryUrl: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(registryUrl + path, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) {
    throw new Error(`The schema registry refused ${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as Answer;
}
