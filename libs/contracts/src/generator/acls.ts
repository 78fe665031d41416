import type { CatalogueFile } from './catalogue-files.js';

/**
 * One permission, in the words of Kafka's authorizer. Write and Read on a topic imply Describe; who reads a topic also reads the
 * consumer groups that begin with its own name.
 * Source: https://kafka.apache.org/documentation/#security_authz
 */
export interface Acl {
  readonly principal: string;
  readonly operation: 'Read' | 'Write';
  readonly resource: 'Topic' | 'Group';
  readonly name: string;
  readonly pattern: 'LITERAL' | 'PREFIXED';
}

/** What each service may do and nothing more: write topics in which it says an event, read those in which it hears one. */
export function aclsOf(catalogue: readonly CatalogueFile[]): Acl[] {
  const acls = new Map<string, Acl>();
  const allow = (service: string, rest: Omit<Acl, 'principal'>): void => {
    const acl = { principal: `User:${service}`, ...rest };
    acls.set(`${acl.principal} ${acl.resource} ${acl.name} ${acl.operation}`, acl);
  };
  for (const { topic, events } of catalogue) {
    for (const { producers, consumers } of Object.values(events)) {
      for (const service of producers) {
        allow(service, { operation: 'Write', resource: 'Topic', name: topic.name, pattern: 'LITERAL' });
      }
      for (const service of consumers) {
        allow(service, { operation: 'Read', resource: 'Topic', name: topic.name, pattern: 'LITERAL' });
        allow(service, { operation: 'Read', resource: 'Group', name: service, pattern: 'PREFIXED' });
      }
    }
  }
  return [...acls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, acl]) => acl);
}
