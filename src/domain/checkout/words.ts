/** What the shopper reads of an intent: the treaty's own words. Success is never said before the server's number. */
import type { AttentionReason, WaitingIntent } from './waiting-intent.ts';

const ATTENTION: Readonly<Record<AttentionReason, string>> = {
  changed: 'it is listed below. Nothing was ordered and you have not been charged.',
  invalid: 'the shop could not read a field. Please check the form; nothing was ordered.',
  upgrade: 'the shop was renewed since you ordered. Please place the order again; nothing was ordered.',
  'key-reuse': 'this order could not be sent as it was saved. Please place it again; nothing was ordered.',
  'too-large': 'this order is too large for the shop. Please order it in two parts; nothing was ordered.',
  contact:
    'this device can no longer read your name and address. Please give them again; nothing was ordered.',
  expired: 'it was never sent in 30 days, so your name and address were deleted. Its lines are in your cart.',
};

/** One sentence for every state. */
export function intentWords(
  intent: Pick<WaitingIntent, 'state' | 'wish' | 'placement' | 'attention'>,
): string {
  switch (intent.state) {
    case 'queued':
      return "Saved on this device. Not sent yet: we'll send it when you're online. You have not been charged.";
    case 'sending':
      return intent.wish === 'cancel' ? 'Cancelling...' : 'Sending...';
    case 'unknown':
      return intent.wish === 'cancel'
        ? 'Checking whether your order arrived, to cancel it.'
        : 'Checking whether your order arrived.';
    case 'placed':
      return `Order ${intent.placement?.number ?? ''} received.`;
    case 'attention':
      return `One thing changed: ${ATTENTION[intent.attention?.reason ?? 'changed']}`;
    case 'cancelled':
      return 'Cancelled. Nothing was ordered, and its lines are in your cart again.';
  }
}
