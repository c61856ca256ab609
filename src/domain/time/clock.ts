/** Ports for what must never be taken from the air: time and randomness are passed in. */

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export interface Random {
  /** `length` random bytes fit for secrets. */
  bytes(length: number): Uint8Array;
}
