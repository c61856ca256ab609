/** Every kind of job and who does it. */
import type { JobKinds } from '#server/jobs/kinds.ts';
import { sendOrderLetter } from '#server/mail/send-order-letter.ts';
import { mailLinks } from '#server/orders/lost-link.ts';
import { tellMerchant } from '#server/orders/tell.ts';
import { checkPayments, sendPaymentsLetter } from '#server/payments/check-payments.ts';
import { tellPracticeEvent } from '#server/payments/practice/tell-practice-event.ts';
import { refundReturn } from '#server/payments/refund-return.ts';
import { doRefund } from '#server/payments/refunds.ts';

export const JOB_KINDS: JobKinds = {
  letter: sendOrderLetter,
  links: mailLinks,
  tell: tellMerchant,
  refund: doRefund,
  'return-refund': refundReturn,
  'practice-event': tellPracticeEvent,
  'check-payments': (shop) => checkPayments(shop),
  'payments-letter': sendPaymentsLetter,
};
