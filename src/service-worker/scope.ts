/** The worker's own global, typed, and what browsers add to it that the standard library does not know yet. */

export interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
  readonly lastChance: boolean;
}

export const worker = self as unknown as ServiceWorkerGlobalScope;
