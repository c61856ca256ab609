import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * Asks for the page's data once more. A step the shopper is taking comes first: data asked for meanwhile would end it,
 * and their click would come to nothing.
 */
export async function askAnew(): Promise<void> {
  let step = navigating.complete;
  while (step) {
    await step.catch(() => undefined);
    step = navigating.complete === step ? null : navigating.complete;
  }
  await invalidateAll();
}
