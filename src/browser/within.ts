/** Waiting with an end: a promise and a limit give what happened, never a hang. */

export type Waited<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly why: 'late' }
  | { readonly done: false; readonly why: 'failed'; readonly error: unknown };

/** The outcome of `promise`, or 'late' after `limit` milliseconds; a later failure of it is silent. */
export function within<T>(promise: Promise<T>, limit: number): Promise<Waited<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ done: false, why: 'late' }), limit);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve({ done: true, value });
      },
      (error: unknown) => {
        clearTimeout(timer);
        resolve({ done: false, why: 'failed', error });
      },
    );
  });
}
