/** Problem documents (RFC 9457): every refusal the shop's API gives, by a type the device knows. */

export const PROBLEM_TYPE = 'application/problem+json';
const PREFIX = 'urn:cartwright:problem:';

/** Name -> status and title. The first group ends a checkout intent; the others mean "ask again with the same id". */
export const PROBLEMS = {
  changed: { status: 422, title: 'Something changed since you last saw the total', ends: true },
  'key-reuse': { status: 422, title: 'This key already belongs to another request', ends: true },
  cancelled: { status: 422, title: 'This checkout was cancelled', ends: true },
  invalid: { status: 400, title: 'Something in the request is missing or wrong', ends: true },
  'missing-key': { status: 400, title: 'The Idempotency-Key header is missing', ends: true },
  upgrade: { status: 422, title: 'This request is from a version the shop no longer reads', ends: true },
  'cart-full': { status: 422, title: 'The cart holds as many lines as it can', ends: false },
  'in-flight': { status: 409, title: 'This request is being worked on', ends: false },
  'too-many': { status: 429, title: 'Too many requests', ends: false },
  busy: { status: 503, title: 'The shop is busy', ends: false },
  'plain-http': { status: 403, title: 'Orders are taken over HTTPS only', ends: false },
  'foreign-origin': { status: 403, title: 'This request came from another site', ends: false },
  'media-type': { status: 415, title: 'A body of this kind is not taken here', ends: false },
  'too-large': { status: 413, title: 'The request is too large', ends: true },
  misdirected: { status: 421, title: 'This shop has another address', ends: false },
  'not-found': { status: 404, title: 'There is no such thing', ends: false },
} as const satisfies Record<string, { status: number; title: string; ends: boolean }>;

export type ProblemName = keyof typeof PROBLEMS;

export interface FieldError {
  /** Dotted path of the field: "contact.address.city". */
  readonly field: string;
  readonly message: string;
}

/** The members every problem has; a `changed` one carries more (see checkout.ts). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

export function problem<T extends object>(name: ProblemName, more?: T): Problem & T {
  const { status, title } = PROBLEMS[name];
  return { type: PREFIX + name, title, status, ...(more as T) };
}

/** The name of a problem document, or undefined where the body is none of ours (a proxy's page, a portal's HTML). */
export function problemName(body: unknown): ProblemName | undefined {
  if (body === null || typeof body !== 'object' || !('type' in body)) return undefined;
  const { type } = body;
  if (typeof type !== 'string' || !type.startsWith(PREFIX)) return undefined;
  const name = type.slice(PREFIX.length);
  return Object.hasOwn(PROBLEMS, name) ? (name as ProblemName) : undefined;
}

/** Whether this answer is the shop's last word on an intent. */
export function endsIntent(name: ProblemName | undefined): boolean {
  return name !== undefined && PROBLEMS[name].ends;
}
