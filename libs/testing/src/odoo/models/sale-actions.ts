import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import { refreshLine, refreshOrder } from './sale-amounts.js';
import { launchDelivery, pickingsOf, refreshDelivery } from './sale-delivery.js';
import { cancelPicking, isOpen } from './picking.js';

/** Sets the state and works out anew what hangs on it. */
function setState(env: Environment, id: number, values: { state: string; date_order?: string }): void {
  env.patch('sale.order', id, values);
  for (const line of env.rows('sale.order.line').filter((row) => row['order_id'] === id)) refreshLine(env, line.id);
  refreshOrder(env, id);
}

/** Confirms, overwrites date_order with the present and plans the delivery; never refuses for lack of stock. */
export function actionConfirm(env: Environment, ids: readonly number[]): true {
  const states = ids.map((id) => env.get('sale.order', id)['state']);
  if (!states.every((state) => state === 'draft' || state === 'sent')) {
    throw userError('Some orders are not in a state requiring confirmation.');
  }
  for (const id of ids) {
    setState(env, id, { state: 'sale', date_order: env.now() });
    launchDelivery(env, env.get('sale.order', id));
  }
  return true;
}

/** 18 answers anything but a draft with a wizard's action, unless the context says disable_cancel_warning; 19 cancels. */
export function actionCancel(env: Environment, ids: readonly number[]): unknown {
  const orders = ids.map((id) => env.get('sale.order', id));
  if (orders.some((order) => order['locked'])) {
    throw userError('You cannot cancel a locked order. Please unlock it first.');
  }
  const [order] = orders;
  const asks = env.version === 18 && !env.context['disable_cancel_warning'];
  if (asks && order && order['state'] !== 'draft') {
    return cancelWizard(order.id, order['state'] === 'sale' ? 'Sales Order' : 'Quotation');
  }
  for (const id of ids) {
    for (const picking of pickingsOf(env, id).filter(isOpen)) cancelPicking(env, picking.id);
    setState(env, id, { state: 'cancel' });
    refreshDelivery(env, id);
  }
  return true;
}

function cancelWizard(order: number, kind: string): unknown {
  return {
    name: `Cancel ${kind}`,
    view_mode: 'form',
    res_model: 'sale.order.cancel',
    view_id: 1228,
    type: 'ir.actions.act_window',
    context: {
      default_template_id: 17,
      default_order_id: order,
      mark_so_as_canceled: true,
      default_email_layout_xmlid: 'mail.mail_notification_layout_with_responsible_signature',
      model_description: kind,
    },
    target: 'new',
  };
}

export function actionDraft(env: Environment, ids: readonly number[]): true {
  for (const id of ids) {
    const { state } = env.get('sale.order', id);
    if (state === 'cancel' || state === 'sent') setState(env, id, { state: 'draft' });
  }
  return true;
}

/** Answers nothing at all. */
export function actionQuotationSent(env: Environment, ids: readonly number[]): undefined {
  for (const id of ids) {
    if (env.get('sale.order', id)['state'] !== 'draft') {
      throw userError('Only draft orders can be marked as sent directly.');
    }
    setState(env, id, { state: 'sent' });
  }
}

/** Answers nothing at all. */
export function setLocked(env: Environment, ids: readonly number[], locked: boolean): undefined {
  for (const id of ids) env.patch('sale.order', id, { locked });
}
