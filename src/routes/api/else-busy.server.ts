/** Storage trouble behind a form is a page that says so (503, Retry-After), never a defect: the form may simply be sent again. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { Overloaded } from '#server/database/in-company.ts';
import { isStorageTrouble } from '#server/database/storage-trouble.ts';

const RETRY_SECONDS = '5';

export async function elseBusy<T>(
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (!isStorageTrouble(failure) && !(failure instanceof Overloaded)) throw failure;
    setHeaders({ 'retry-after': RETRY_SECONDS });
    error(503, {
      message: 'The shop is too busy just now',
      remedy: 'Go back and send it again in a moment. Sent twice, it counts once.',
    });
  }
}
