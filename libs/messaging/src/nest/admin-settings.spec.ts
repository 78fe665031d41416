import { defineConfig, loadConfig } from '@penstock/config';
import { describe, expect, it } from 'vitest';
import { adminAccess, adminSettings } from './admin-settings.js';

const access = (environment: Record<string, string>) =>
  adminAccess(loadConfig(defineConfig(adminSettings), environment));
const token = 'x'.repeat(32);

describe('the admin API', () => {
  it('is closed unless a port is set', () => {
    expect(access({})).toBeUndefined();
    expect(access({ ADMIN_TOKEN: token, ADMIN_PORT: '' })).toBeUndefined();
  });

  it('listens on this machine only unless told otherwise', () => {
    expect(access({ ADMIN_PORT: '9000', ADMIN_TOKEN: token })).toEqual({
      port: 9000,
      host: '127.0.0.1',
      token,
      readToken: undefined,
    });
  });

  it('does not open without a token that cannot be guessed', () => {
    expect(() => access({ ADMIN_PORT: '9000' })).toThrow('ADMIN_TOKEN is not set, although ADMIN_PORT is');
    expect(() => access({ ADMIN_PORT: '9000', ADMIN_TOKEN: 'hunter2' })).toThrow('ADMIN_TOKEN has fewer than 32');
    expect(() => access({ ADMIN_PORT: '9000', ADMIN_TOKEN: token, ADMIN_READ_TOKEN: token })).toThrow('the same');
  });
});
