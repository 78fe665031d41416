import { z } from 'zod';

/** What an author says about one environment variable. */
export interface SettingOptions<T> {
  /** The variable's name, such as `DATABASE_URL`. */
  readonly env: string;
  /** One sentence for people: what it is for, with its unit where it has one. Shown in errors and in the docs. */
  readonly description: string;
  /** The value used when the variable is absent. Without one the variable is required (unless `optional`). */
  readonly default?: T;
  /** True when the value must never be shown; it may then also come from the file that `<env>_FILE` names. */
  readonly secret?: boolean;
  /** True when the variable may be absent and there is no default: the value is then `undefined`. */
  readonly optional?: boolean;
}

/** One environment variable and how its text becomes a value of type `T`. */
export interface Setting<T> extends SettingOptions<T> {
  /** For the docs: `url`, `integer 1–65535`, `one of: a, b` … */
  readonly kind: string;
  readonly schema: z.ZodType<T, string>;
}

type Value<T, O> = O extends { optional: true } ? Setting<T | undefined> : Setting<T>;

function make<T, O extends SettingOptions<T>>(kind: string, schema: z.ZodType<T, string>, options: O): Value<T, O> {
  return { ...options, kind, schema };
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const toNumber = (text: string, context: z.RefinementCtx): number => {
  if (NUMBER.test(text)) return Number(text);
  context.addIssue({ code: 'custom', message: 'must be a number' });
  return z.NEVER;
};

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

function bounded(bounds: Bounds): z.ZodType<number, number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
  return z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);
}

function kindOf(name: string, { min, max }: Bounds): string {
  return min === undefined && max === undefined ? name : `${name} ${min ?? ''}…${max ?? ''}`;
}

const isUrl = (text: string): boolean => URL.canParse(text) && text.includes('://');

/** The kinds of settings. Every builder takes the variable's name, its description and either a default or none. */
export const setting = {
  text: <O extends SettingOptions<string>>(options: O) => make('text', z.string().min(1, 'must not be empty'), options),

  /** An absolute URL, kept as text. */
  url: <O extends SettingOptions<string>>(options: O) =>
    make('url', z.string().refine(isUrl, 'must be an absolute URL such as scheme://host:port'), options),

  integer: <O extends SettingOptions<number> & Bounds>(options: O) =>
    make<number, O>(
      kindOf('integer', options),
      z
        .string()
        .transform(toNumber)
        .pipe(z.number().refine(Number.isSafeInteger, 'must be a whole number').pipe(bounded(options))),
      options,
    ),

  /** A fraction such as a ratio. Never for money. */
  number: <O extends SettingOptions<number> & Bounds>(options: O) =>
    make<number, O>(kindOf('number', options), z.string().transform(toNumber).pipe(bounded(options)), options),

  /** `true` or `false`, nothing else: `yes`, `1` and `on` are typing errors that would otherwise be read as false. */
  flag: <O extends SettingOptions<boolean>>(options: O) =>
    make<boolean, O>(
      'true | false',
      z
        .string()
        .refine((text) => text === 'true' || text === 'false', 'must be true or false')
        .transform((text) => text === 'true'),
      options,
    ),

  choice: <const V extends string, O extends SettingOptions<NoInfer<V>> & { readonly values: readonly V[] }>(
    options: O & { readonly values: readonly V[] },
  ) =>
    make<V, O>(
      options.values.join(' | '),
      z.string().refine((text): text is V => (options.values as readonly string[]).includes(text), {
        message: `must be one of ${options.values.join(', ')}`,
      }),
      options,
    ),

  /** Comma-separated, blanks around the parts ignored, at least one part. */
  list: <O extends SettingOptions<readonly string[]>>(options: O) =>
    make<readonly string[], O>(
      'comma-separated list',
      z
        .string()
        .transform((text) =>
          text
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== ''),
        )
        .pipe(z.array(z.string()).min(1, 'must name at least one')),
      options,
    ),
};
