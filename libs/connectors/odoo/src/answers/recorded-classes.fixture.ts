// What the contract's recorded answers are, by step; every other answer is a result. Where protocols or versions differ, the file is named.

type Steps = Readonly<Record<string, string>>;

const EVERYWHERE: Steps = {
  OdooAccess: `server_action_low_user bank_line_low_user lock_low_user mc_company_not_allowed mc_order_read_from_company_1
    error_private_method error_access_read error_access_create error_access_write_order error_access_config`,
  OdooConcurrency: 'concurrency_error concurrency_error#2',
  OdooLostRace: `load_parallel_same_key#2 load_parallel_same_key#3 load_parallel_same_key#4 load_parallel_same_key#5
    load_parallel_same_key#6 server_action_parallel#2 server_action_parallel#3 server_action_parallel#4
    server_action_parallel#5 server_action_parallel#6`,
  OdooMissing: 'order_unknown_product error_missing_record_write error_missing_record_call error_missing_record_unlink',
  OdooServer: 'auth_unknown_database',
  OdooValidation: `search_read_uninstalled_language product_duplicate_barcode_refused order_no_partner xid_duplicate
    load_error_row load_two_error_rows load_required_missing confirm_again ship_nostock_validate parallel_confirm#2
    parallel_confirm#3 invoice_create_again invoice_post_again payment_wizard_on_paid parallel_post#2 parallel_post#3
    invoice_unlink_posted return_nothing cancel_locked locked_order_write_line order_unlink_confirmed
    picking_cancel_done entry_unbalanced entry_post_empty entry_unknown_account entry_write_posted
    entry_line_write_posted entry_load_after_post reconcile_again entry_to_draft_again lock_set_with_open_bank_lines
    lock_to_draft lock_repost mc_order_mismatch error_validation_required error_batch_second_bad
    error_foreign_key_unlink lock_hard_lower_refused lock_hard_unset_refused`,
  OdooWizard: `conflict_apply ship_partial_plain invoice_create payment_create_partial payment_create_rest
    eur_invoice_create refund_create refund_payment_create refund_too_much return_create return_too_much purchase_bill
    lock_payment`,
  OdooWrongCall: `product_old_type_refused order_old_or_new_tax_name load_unknown_field server_action_bad_values
    error_unknown_method error_unknown_field_create error_unknown_field_read error_unknown_field_search_read
    error_unknown_field_domain error_unknown_field_order error_bad_domain error_bad_selection error_bad_date
    error_iso_datetime_write error_datetime_microseconds error_string_for_number error_bad_json error_json_list_body
    error_empty_body error_form_body error_get error_wrong_argument_name error_missing_argument`,
};

const ONLY_JSON_RPC: Steps = {
  OdooCredentials: 'call_bad_password',
  OdooServer: 'error_unknown_database',
  OdooValidation: 'error_unknown_model',
  OdooWrongCall: `error_no_params error_unknown_service error_unknown_service_method error_too_few_arguments
    error_context_not_dict`,
};

const ONLY_18: Steps = {
  OdooServer: 'version_web version_json json2_probe',
  OdooValidation: `ship_validate_again parallel_validate#2 parallel_validate#3 purchase_cancel_received
    transfer_create_no_name again_purchase_cancel_received`,
  OdooWizard: 'cancel_cancelled cancel_sent_plain cancel_confirmed_plain',
  OdooWrongCall: 'error_write_keyword_name',
};

const ONLY_19: Steps = {
  OdooWizard: 'again_parallel_first_count_apply#3',
  OdooWrongCall: 'transfer_create_with_name poll_iso_format',
};

const ONLY_JSON_2: Steps = {
  OdooCredentials: 'auth_bad_key auth_no_key auth_basic_scheme',
  OdooServer: 'error_unknown_route',
  OdooWrongCall: 'error_unknown_model error_path_too_short error_ids_on_model_method error_positional_args',
};

const classesOf = (...parts: readonly Steps[]): ReadonlyMap<string, string> =>
  new Map(
    parts
      .flatMap((part) => Object.entries(part))
      .flatMap(([kind, steps]) => steps.split(/\s+/).map((step): [string, string] => [step, kind])),
  );

/** By file: the class of every answer that is no result. */
export const RECORDED_CLASSES: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  'odoo18-jsonrpc.jsonl': classesOf(EVERYWHERE, ONLY_JSON_RPC, ONLY_18),
  'odoo19-json2.jsonl': classesOf(EVERYWHERE, ONLY_19, ONLY_JSON_2),
  'odoo19-jsonrpc.jsonl': classesOf(EVERYWHERE, ONLY_JSON_RPC, ONLY_19),
};
