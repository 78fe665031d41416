import { ExceptionRaised, type KitDefined } from '@penstock/contracts';
import { canonicalId, type Instant } from '@penstock/domain';
import { Missing, type Outgoing, say } from '@penstock/messaging';
import type { ProductRow } from '../stock/product.js';
import type { KitComponentRow } from './kit-component.js';

interface Conflict {
  /** Its cause in one word. */
  readonly cause: 'ITSELF' | 'PART_IS_KIT' | 'KIT_IS_PART';
  /** The other product. */
  readonly other: string;
}

/**
 * Why a definition cannot stand beside the others. A kit inside a kit is refused: an order locks the parts of a kit, and what it locks must not
 * depend on the definitions of others.
 * @param partOf what the products of the event are parts of
 * @param madeOf the parts of its parts
 */
export function conflictIn(
  { productId, components }: KitDefined,
  partOf: readonly KitComponentRow[],
  madeOf: readonly KitComponentRow[],
): Conflict | undefined {
  if (components.some((component) => component.productId === productId)) return { cause: 'ITSELF', other: productId };
  const nested = madeOf.find(({ kitProductId }) =>
    components.some((component) => component.productId === kitProductId),
  );
  if (nested) return { cause: 'PART_IS_KIT', other: nested.kitProductId };
  const outer = partOf.find(({ componentProductId }) => componentProductId === productId);
  return outer && components.length > 0 ? { cause: 'KIT_IS_PART', other: outer.kitProductId } : undefined;
}

const WORDS: Readonly<Record<Conflict['cause'], (kit: string, other: string) => { message: string; remedy: string }>> =
  {
    ITSELF: (kit) => ({
      message: `${kit} is said to be a part of itself.`,
      remedy: 'Take it out of its own parts, and say the kit again (in Odoo: save its bill of materials).',
    }),
    PART_IS_KIT: (kit, other) => ({
      message: `${kit} is said to be made of ${other}, which is a kit itself.`,
      remedy: `Name the parts of ${other} in its place, and say the kit again (in Odoo: save its bill of materials).`,
    }),
    KIT_IS_PART: (kit, other) => ({
      message: `${kit} is said to be a kit, and is a part of the kit ${other}.`,
      remedy: `Name the parts in ${other} in its place, then say both kits again (in Odoo: save their bills of materials).`,
    }),
  };

/** A product that becomes a kit, or is none any more, changes the kits around it, too; each says so under a key of its own, in no order. */
const PATIENCE_MICROS = 10 * 60 * 1_000_000;

/** Whether another definition that is on its way may still end the conflict. */
export const mayPass = ({ meta }: KitDefined, { cause }: Conflict, now: Instant): boolean =>
  cause !== 'ITSELF' && now - meta.occurredAt < PATIENCE_MICROS;

export const stillInConflict = ({ productId }: KitDefined, { cause, other }: Conflict): Missing =>
  new Missing('KIT_CONFLICT', `kit ${productId} waits for ${other} to be defined anew: ${cause}`, {
    ...{ productId, other, cause },
  });

/** The definition is not taken: the kit keeps the parts it had until a definition comes that does not conflict. */
export function kitConflict(
  { meta, productId, components }: KitDefined,
  { sku, name }: ProductRow,
  { cause, other }: Conflict,
): Outgoing<ExceptionRaised> {
  const { message, remedy } = WORDS[cause](name ? `${name} (${productId})` : productId, other);
  return say(ExceptionRaised, {
    exceptionId: canonicalId('exc', meta.entity, 'inventory-propagator', `KIT_CONFLICT ${productId} ${cause} ${other}`),
    kind: 'KIT_CONFLICT',
    severity: 'ERROR',
    subject: productId,
    message: `${message} The kit keeps the parts it had.`,
    amount: null,
    facts: { productId, sku: sku ?? '', cause, other, parts: components.map((part) => part.productId).join(', ') },
    remedy,
  });
}
