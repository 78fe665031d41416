/**
 * The one list of what must never reach a log, at any depth: keys that hold secrets, and keys that hold personal data in canonical events
 * (`personal`) or in the documents of shops. Written in lower case without separators, so `access_token`, `accessToken` and
 * `Access-Token` are one.
 */
const HIDDEN = new Set(
  `authorization proxyauthorization cookie setcookie password passwd secret clientsecret webhooksecret apikey xapikey privatekey
   token accesstoken refreshtoken xshopifyaccesstoken xshopifyhmacsha256 xwcwebhooksignature stripesignature signature databaseurl
   consumerkey consumersecret
   personal email contactemail phone mobile firstname lastname fullname address address1 address2 street billingaddress
   shippingaddress defaultaddress zip postalcode birthdate dateofbirth vat taxid iban accountnumber cardnumber clientip browserip
   latitude longitude`.split(/\s+/),
);

const MASK = '[hidden]';
const DEEPEST = 6;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

export const isHiddenKey = (key: string): boolean => HIDDEN.has(key.replace(/[-_\s]/g, '').toLowerCase());

/** A copy of the fields in which hidden keys are masked. Errors, dates and other class instances pass as they are: pino's serialisers take them. */
export function redactFields(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields))
    copy[key] = isHiddenKey(key) ? MASK : redactValue(value, depth + 1);
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, depth + 1));
  return isPlain(value) ? redactFields(value as Record<string, unknown>, depth) : value;
}
