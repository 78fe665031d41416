/** What a reader or writer of another version would stumble over, and what to do instead. */
export const REMEDIES = {
  'name-changed': 'Another name is another type: keep the old one, and give the new one a field of its own.',
  'event-removed': 'Keep the schema and say in the catalogue what replaces it: somebody may still have to read it.',
  'type-changed': 'Add a field of another name with the new type and a default; leave this one as it is.',
  'nullability-changed': 'Leave this field as it is and add a new nullable one with the default null.',
  'union-changed': 'A union is ["null", T] for ever: add a nullable field for the other alternative.',
  'logical-type-changed': 'The same bytes would mean another value: add a field of another name.',
  'precision-changed': 'Precision is part of the type: add a field of another name.',
  'scale-changed': 'The same bytes would mean another amount: add a field of another name with the new scale.',
  'added-field-needs-default': 'Give the new field a default, so that values written without it can be read.',
  'removed-field-needed-default':
    'Keep the field: whoever still reads it has no default to fall back to. Deprecate it in its doc.',
  'enum-symbol-removed': 'Keep the symbol, though nobody writes it any more: values that carry it are still read.',
  'enum-symbol-added-without-default':
    'The released enum has no default, so its readers cannot take a new symbol: add a new enum field.',
  'avro-resolution': "Avro's own rules refuse to read the one as the other: add a new field or a new event.",
  'house-rule': 'Follow the rule; libs/contracts/README.md says how schemas are written here.',
  'snapshot-missing': 'Every released version is kept: restore the file from history.',
} as const;

export type Rule = keyof typeof REMEDIES;

/** One break of one rule. */
export interface Fault {
  /** Path of the field, such as `totals.grandTotal.shop.amount`; empty for the event itself. */
  readonly path: string;
  readonly rule: Rule;
  /** What was found, in a sentence. */
  readonly message: string;
}

/** `OrderCreated (against released 1): total.amount: scale-changed: … Remedy: …` */
export const faultText = (event: string, version: number | null, fault: Fault): string =>
  `${event}${version === null ? '' : ` (against released ${version})`}: ${fault.path || 'the event'}: ${fault.rule}: ${fault.message}. ${REMEDIES[fault.rule]}`;
