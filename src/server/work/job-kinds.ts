/** Every kind of job and who does it. */
import type { JobKinds } from '#server/jobs/kinds.ts';
import { sendOrderLetter } from '#server/mail/send-order-letter.ts';
import { tellMerchant } from '#server/orders/tell.ts';
import { tellPracticeEvent } from '#server/payments/practice/tell-practice-event.ts';
import { doRefund } from '#server/payments/refunds.ts';

export const JOB_KINDS: JobKinds = {
  letter: sendOrderLetter,
  tell: tellMerchant,
  refund: doRefund,
  'practice-event': tellPracticeEvent,
};
