import type { EventType } from '@penstock/contracts';
import csr from '@kafkajs/confluent-schema-registry';

/** The registry did not answer: this says nothing about the message, so nothing is counted against it. */
export class RegistryUnreachable extends Error {
  constructor(cause: unknown) {
    super('the schema registry cannot be reached', { cause });
    this.name = 'RegistryUnreachable';
  }
}

/** The registry knows no such schema. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
}

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : undefined;

/** A schema that somebody wrote bytes with. */
export interface WriterSchema {
  /** Self-contained JSON. */
  readonly schema: string;
  /** Full name of its record. */
  readonly name: string;
}

/** The Confluent-compatible schema registry, asked only for what is not known yet. Schemas are never registered from here: that is a deployment's step. */
export class Registry {
  private readonly client: csr.SchemaRegistry;
  private readonly baseUrl: string;
  private readonly writers = new Map<number, WriterSchema>();

  constructor(url: string) {
    this.baseUrl = url.replace(/\/+$/, '');
    this.client = new csr.SchemaRegistry({ host: this.baseUrl, retry: { retries: 2 } });
  }

  /** The id under which exactly this event's schema is registered. @throws UnknownSchema when the deployment did not register it */
  async idOf(event: EventType): Promise<number> {
    try {
      return await this.client.getRegistryIdBySchema(event.subject, {
        type: csr.SchemaType.AVRO,
        schema: event.schema,
      });
    } catch (error) {
      if (statusOf(error) === 404)
        throw new UnknownSchema(
          `${event.subject}: this version of ${event.name} is not registered; run the set-up first`,
        );
      throw new RegistryUnreachable(error);
    }
  }

  /**
   * The schema that bytes were written with. Fetched as text: the client library would parse it and lose logical types it does not know.
   * @throws UnknownSchema, RegistryUnreachable
   */
  async writerSchema(id: number): Promise<WriterSchema> {
    const known = this.writers.get(id);
    if (known) return known;
    const response = await fetch(`${this.baseUrl}/schemas/ids/${id}`, { signal: AbortSignal.timeout(5000) }).catch(
      (error: unknown) => {
        throw new RegistryUnreachable(error);
      },
    );
    if (response.status === 404) throw new UnknownSchema(`no schema has id ${id}`);
    if (!response.ok) throw new RegistryUnreachable(new Error(`HTTP ${response.status}`));
    const { schema } = (await response.json()) as { schema: string };
    const writer = { schema, name: fullName(JSON.parse(schema) as { name?: string; namespace?: string }) };
    this.writers.set(id, writer);
    return writer;
  }
}

function fullName({ name, namespace }: { name?: string; namespace?: string }): string {
  return name?.includes('.') || !namespace ? String(name) : `${namespace}.${name}`;
}
