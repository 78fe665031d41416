import type { ProductLinked, Quantity } from '@penstock/contracts';
import { type Decimal, decimal, decimalText, zero } from '@penstock/domain';
import { Missing, Permanent } from '@penstock/messaging';
import type { ProductRow } from './product.js';
import type { Stock } from './stock.js';

/** More of one thing than any warehouse holds: what says so is a mistake. */
export const MOST = decimal('1000000000');

export interface Measured {
  /** Having taken the unit of its first quantity, where none was known. */
  readonly stock: Stock;
  /** In the unit of the product. */
  readonly amount: Decimal;
}

/**
 * A quantity in the unit of the stock. Packs are converted.
 * @throws {Missing} UNIT_UNKNOWN: only pieces are taken for the unit of a product that is not linked yet
 * @throws {Permanent} UNIT_MISMATCH: kilograms are never added to pieces; QUANTITY_NOT_ALLOWED: a part of what is not divided, or absurdly much
 */
export function measured(stock: Stock, quantity: Quantity): Measured {
  const { product } = stock;
  const amount = amountIn(product, quantity);
  if (amount === undefined || (product.unit === null && quantity.unit !== 'unit'))
    throw product.name === null ? unitUnknown(product, quantity) : unitMismatch(product, quantity);
  if (!isAllowed(product, amount)) throw notAllowed(product, quantity);
  return product.unit === null
    ? { stock: { ...stock, product: { ...product, unit: quantity.unit } }, amount }
    : { stock, amount };
}

/**
 * The packs of a product as its row keeps them.
 * @throws {Permanent} PACK_IMPOSSIBLE: every quantity in it would be nothing, or less
 */
export function packsOf({ productId, packs, unit: own }: ProductLinked): ProductRow['packs'] {
  if (packs.length === 0) return null;
  for (const { unit, contains } of packs)
    if (!contains.amount.gt(zero) || contains.unit !== own || unit === own)
      throw new Permanent(
        'PACK_IMPOSSIBLE',
        `a ${unit} of ${productId} cannot hold ${textOf(contains)}: say what one holds in ${own}, above zero`,
        { productId, unit, contains: textOf(contains) },
      );
  return Object.fromEntries(packs.map(({ unit, contains }) => [unit, decimalText(contains.amount)]));
}

/** A quantity in the unit of a product; undefined where the product knows no such unit. */
export function amountIn({ unit, packs }: ProductRow, quantity: Quantity): Decimal | undefined {
  if (unit === null || unit === quantity.unit) return quantity.amount;
  if (packs === null || !Object.hasOwn(packs, quantity.unit)) return undefined;
  return quantity.amount.times(decimal(packs[quantity.unit] as string));
}

/** Whether so much of a product can exist: a multiple of its smallest quantity, and no absurd amount. Below zero is for others to judge. */
export function isAllowed(product: ProductRow, amount: Decimal): boolean {
  // Most amounts have fewer digits: that takes no comparison.
  if (amount.e >= MOST.e && amount.abs().gt(MOST)) return false;
  const step = stepOf(product);
  if (step === null) return true;
  return isOne(step) ? isWhole(amount) : amount.mod(step).eq(zero);
}

const ONE = decimal('1');

/** Pieces of a product that is linked are whole where nothing else is said. */
const stepOf = ({ unit, unitStep, name }: ProductRow): Decimal | null =>
  unitStep !== null && (isOne(unitStep) || unitStep.gt(zero))
    ? unitStep
    : unit === 'unit' && name !== null
      ? ONE
      : null;

/** As Big keeps a number: sign `s`, digits `c`, the first of them at 10^`e`. */
const isWhole = ({ c, e }: Decimal): boolean => c.length - 1 <= e || c[0] === 0;
const isOne = ({ s, c, e }: Decimal): boolean => e === 0 && s === 1 && c.length === 1 && c[0] === 1;

const textOf = ({ amount, unit }: Quantity): string => `${decimalText(amount)} ${unit}`;

const factsOf = ({ productId, sku, unit }: ProductRow, quantity: Quantity) => ({
  productId,
  sku: sku ?? '',
  quantity: textOf(quantity),
  unit: unit ?? '',
});

const unitUnknown = ({ productId }: ProductRow, quantity: Quantity): Missing =>
  new Missing('UNIT_UNKNOWN', `product ${productId} is not linked yet: ${quantity.unit} may be its unit or a pack`, {
    productId,
    quantity: textOf(quantity),
  });

function unitMismatch(product: ProductRow, quantity: Quantity): Permanent {
  const { productId, unit, packs } = product;
  const known = [unit, ...Object.keys(packs ?? {})].join(', ');
  return new Permanent(
    'UNIT_MISMATCH',
    `the stock of ${productId} is kept in ${unit}, not in ${quantity.unit}: name one of ${known}, or give the product a packing of that name in Odoo`,
    { ...factsOf(product, quantity), known },
  );
}

function notAllowed(product: ProductRow, quantity: Quantity): Permanent {
  const step = stepOf(product);
  const limits = `${step === null ? 'it' : `it comes in steps of ${decimalText(step)} ${product.unit ?? ''} and`} is never more than ${decimalText(MOST)}`;
  return new Permanent('QUANTITY_NOT_ALLOWED', `${textOf(quantity)} of ${product.productId} cannot be: ${limits}`, {
    ...factsOf(product, quantity),
    step: step === null ? '' : decimalText(step),
  });
}
