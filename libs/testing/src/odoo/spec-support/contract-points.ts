/** One point of the contract's README ("What an adapter must know"), and what holds the stand-in to it. */
export interface ContractPoint {
  readonly number: number;
  readonly about: string;
  /** The recorded steps that show it; at least one of each recording must be compared. */
  readonly steps?: RegExp;
  /** The recordings that have such steps; all, unless named. */
  readonly recordings?: RegExp;
  /** Why no step shows it, and what holds it instead. */
  readonly leftOut?: string;
}

const JSON_RPC = /jsonrpc/;
const JSON_2 = /json2/;
const ACCOUNTING = 'the stand-in has no accounting: invoices and payments come with a later issue';

/** Points 1 to 41, in order. */
export const CONTRACT_POINTS: readonly ContractPoint[] = (
  [
    ['errors are HTTP 200 with error.data.name; error.code 200 or 0', /^error_/, JSON_RPC],
    ['a method that returns nothing', /^count_apply$/],
    ['status codes of JSON-2', /^(auth|error)_/, JSON_2],
    ['500 is classed by name', /^error_(unknown_field_create|bad_date)$/, JSON_2],
    ['named arguments', /^(error_(positional_args|empty_body|wrong_argument_name|ids_on_model_method)|ids_as_strings_found_nothing)$/, JSON_2],
    ['keyword names vary by model', /^error_write_keyword_name$/, JSON_RPC],
    ['bad login, bad password, key as password', /^(auth_bad_password|call_bad_password|auth_api_key_as_password)$/, JSON_RPC],
    ['a JSON-2 path on 18', /^json2_probe$/, JSON_RPC],
    ['create with a dict', /^partner_create_dict$/],
    ['missing records', /^(missing_record_read|error_missing_record_write)$/],
    ['one bad row keeps nothing', /^error_batch_/],
    ['empty values, many2one, float noise, languages', /^(partner_read|read_plain_many2one|order_lines|search_read_uninstalled_language)$/],
    ['datetimes in values', /^error_(iso_datetime_write|datetime_microseconds)$/],
    ['a hot row', 'several calls at one moment: fault mode concurrency, faults.spec.ts and json-2.spec.ts'],
    ['texts differ by version', 'errors are compared by name, never by text'],
    ['what is unique and what is not', /_allowed$|^product_duplicate_barcode_refused$/],
    ['ir.model.data is the fence', /^xid_(create|duplicate)$/],
    ['load with external ids', /^load_((first|retry)(_result)?|changed_retry_result|no_line_ids_result)$/],
    ['load says failures in messages', /^load_(error_row|two_error_rows|unknown_field)$/],
    ['a server action in one transaction', /^server_action_(run(_again)?|bad_values|parallel_result|loser_retry)$/],
    ['count, stray quants, quantity written', /^(count_(create|without_inventory_mode)|quants_after_count|quant_(write|after)_quantity(_write)?)$/],
    ['an apply is never repeated alone', /^again_(apply_second_time|quant_after_second_apply|recount_apply_2|quant_after_recount)$/],
    ['first counts at one moment', 'several calls at one moment: odoo19.spec.ts'],
    ['stock moved since the count', /^conflict_(apply|keep_counted|quant_resolved)$/],
    ['the reference of a count move', /^moves_after_count$/],
    ['confirming again, date_order', /^(confirm_again|confirmed_order|order_date_rewritten)$/],
    ['partial shipment', /^(ship_partial(_plain)?|backorder|ship_nobackorder(_result)?)$/],
    ['validating again', /^ship_validate_again(_moves)?$/],
    ['shipping without stock, over-shipping', /^(ship_nostock_(validate|negative)|overship_line)$/],
    ['cancelling', /^cancel_(sent_plain|confirmed_plain|locked)(_after)?$/],
    ['returns', /^return_(lines|too_much)$/],
    ['invoices from the wizard', ACCOUNTING],
    ['credit notes', ACCOUNTING],
    ['lock dates', ACCOUNTING],
    ['entries and bank lines', ACCOUNTING],
    ['paid invoices', ACCOUNTING],
    ['companies', /^mc_(warehouses_no_context|company_not_allowed|product_company_2)$/],
    ['write_date compared', /^poll_(equal_seconds|greater_seconds|iso_format)$/],
    ['write_date is the begin of the transaction', 'not in the recordings: write-date.spec.ts'],
    ['what moves which write_date', /^poll_(product_after_(template_write|stock)|order_header_after|deleted|archived(_active_test)?)$/],
    ['webhooks', 'not requests but notices: the stand-in sends none'],
  ] as const
).map(([about, shown, recordings], index) => ({
  number: index + 1,
  about,
  ...(typeof shown === 'string' ? { leftOut: shown } : { steps: shown }),
  ...(recordings && { recordings }),
})); // prettier-ignore
