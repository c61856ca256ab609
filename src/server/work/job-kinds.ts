/** Every kind of job and who does it. */
import type { JobKinds } from '#server/jobs/kinds.ts';
import { sendOrderLetter } from '#server/mail/send-order-letter.ts';
import { tellMerchant } from '#server/orders/tell.ts';

export const JOB_KINDS: JobKinds = {
  letter: sendOrderLetter,
  tell: tellMerchant,
};
