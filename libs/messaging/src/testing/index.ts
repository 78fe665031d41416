export { type AdminApi, openAdminApi } from '../dead-letters/admin/admin-api.js';
export { anEvent, aRow, type Expected, type Found, given, NOON, type Then } from './given.js';
export { aMessage, aMeta } from './messages.js';
export { plainCodec } from './plain-codec.js';
export { type Delivery, type ServiceUnderTest, serviceUnderTest } from './service-under-test.js';
