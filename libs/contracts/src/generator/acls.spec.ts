import { describe, expect, it } from 'vitest';
import { aclsOf } from './acls.js';
import { readCatalogue } from './catalogue-files.js';

const acls = aclsOf(readCatalogue());
const mayRead = (service: string): string[] =>
  acls.filter((acl) => acl.principal === `User:${service}` && acl.operation === 'Read').map((acl) => acl.name);

describe('the permissions of services', () => {
  it('let a service read what it hears and its own groups, and nothing else', () => {
    expect(mayRead('settlement-reconciler')).toEqual(['settlement-reconciler', 'retail.payments.v1']);
  });

  it('let nobody but the payments’ producer write payments', () => {
    const writers = acls.filter((acl) => acl.operation === 'Write' && acl.name === 'retail.payments.v1');
    expect(writers.map((acl) => acl.principal)).toEqual(['User:order-ingest']);
  });

  it('name each permission once', () => {
    expect(new Set(acls.map((acl) => JSON.stringify(acl))).size).toBe(acls.length);
  });
});
