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

/** How long a schema that the registry does not know is not asked for again: poison must not become a load on the registry. */
const UNKNOWN_FOR_MILLIS = 10_000;

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
  private readonly unknownUntil = new Map<number, number>();

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

  /** A writer's schema that was met before; `unknown` when the registry said lately that there is none. */
  known(id: number): WriterSchema | 'unknown' | undefined {
    const writer = this.writers.get(id);
    if (writer) return writer;
    return (this.unknownUntil.get(id) ?? 0) > Date.now() ? 'unknown' : undefined;
  }

  /**
   * Fetches the schema that bytes were written with. As text: the client library would parse it and lose logical types it does not know.
   * @throws RegistryUnreachable
   */
  async meet(id: number): Promise<void> {
    const response = await fetch(`${this.baseUrl}/schemas/ids/${id}`, { signal: AbortSignal.timeout(5000) }).catch(
      (error: unknown) => {
        throw new RegistryUnreachable(error);
      },
    );
    if (response.status === 404) {
      this.unknownUntil.set(id, Date.now() + UNKNOWN_FOR_MILLIS);
      return;
    }
    if (!response.ok) throw new RegistryUnreachable(new Error(`HTTP ${response.status}`));
    const { schema } = (await response.json()) as { schema: string };
    this.writers.set(id, { schema, name: fullName(JSON.parse(schema) as { name?: string; namespace?: string }) });
  }
}

function fullName({ name, namespace }: { name?: string; namespace?: string }): string {
  return name?.includes('.') || !namespace ? String(name) : `${namespace}.${name}`;
}
