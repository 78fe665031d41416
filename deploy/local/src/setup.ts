import { setUp } from './setup/set-up.js';

// Usage: node deploy/local/dist/setup.js, with the environment below. The Compose file runs it once, before the services.

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
};

try {
  await setUp({
    postgresUrl: required('POSTGRES_URL'),
    kafkaBrokers: required('KAFKA_BROKERS'),
    registryUrl: required('SCHEMA_REGISTRY_URL'),
    rolePassword: required('ROLE_PASSWORD'),
    partitions: process.env['TOPIC_PARTITIONS'] === 'local' ? 'local' : 'production',
    say: console.log,
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
