export { AccessToken, type AmazonCredentials } from './access-token.js';
export { AmazonAccount, type AmazonAccountOptions } from './account.js';
export { allowedRate, DEFAULT_RATE } from './answer.js';
export {
  AmazonAnswerNotUnderstood,
  type Denied,
  type PatchOutcome,
  type ReadOutcome,
  type Refused,
  type Throttled,
} from './outcome.js';
