import { Admin, findErrorBy } from '@platformatic/kafka';

export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  /** Kafka's own topic settings, such as `retention.ms`. */
  readonly config: Readonly<Record<string, string>>;
}

/** A broker hears of a topic from the controller, some milliseconds after it was made; longer while the machine is busy. */
const LOOK_AGAIN_MILLIS = 100;
const LOOKS = 100;

/**
 * Creates the topics that do not exist yet, and waits until the brokers know them. An existing one is left as it is: partition counts never
 * change.
 *
 * Each is asked for, and the controller says which existed. kafkajs asked a broker for the list of all topics before, and for the new ones
 * afterwards. A broker is behind the controller: it named topics that were deleted already, so that they were not made anew, answered with an
 * error for one whose partitions were just leaving, and did not know the new ones yet, which kafkajs does not wait for (tulios/kafkajs #1520).
 * @returns the names that were created
 * @throws the library's error, when no broker answers, or Kafka refuses a topic
 */
export async function createTopics(
  brokers: readonly string[],
  topics: readonly TopicDefinition[],
  replicationFactor = 1,
): Promise<string[]> {
  const admin = new Admin({
    clientId: 'penstock-setup',
    bootstrapBrokers: [...brokers],
    retries: LOOKS,
    retryDelay: LOOK_AGAIN_MILLIS,
  });
  try {
    const created: string[] = [];
    for (const topic of topics) if (await create(admin, topic, replicationFactor)) created.push(topic.name);
    // Refused, and so asked again, while a topic is unknown or a partition has no leader.
    if (created.length > 0) await admin.metadata({ topics: [...created], forceUpdate: true }); // which sorts what it is given
    return created;
  } finally {
    await admin.close();
  }
}

/** @returns false when it exists */
async function create(admin: Admin, { name, partitions, config }: TopicDefinition, replicas: number): Promise<boolean> {
  const configs = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  try {
    await admin.createTopics({ topics: [name], partitions, replicas, configs });
    return true;
  } catch (error) {
    if (error instanceof Error && findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS')) return false;
    throw error;
  }
}
