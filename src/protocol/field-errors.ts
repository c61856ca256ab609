/** Schema issues as problem documents name them: a dotted path and one sentence for people. */
import * as v from 'valibot';
import { contactSchema } from './checkout.ts';
import type { FieldError } from './problems.ts';

/** The first issue of each field. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  const first = new Map<string, string>();
  for (const issue of issues) {
    const field = v.getDotPath(issue) ?? '';
    if (!first.has(field)) first.set(field, issue.kind === 'schema' ? missing(issue) : issue.message);
  }
  return [...first].map(([field, message]) => ({ field, message }));
}

function missing(issue: v.BaseIssue<unknown>): string {
  return issue.input === undefined
    ? 'This is missing.'
    : `This must be ${issue.expected ?? 'something else'}.`;
}

/** What is wrong with a contact, by the last part of each field's path ("street"); empty when nothing is. */
export function contactErrors(contact: unknown): Record<string, string> {
  const parsed = v.safeParse(contactSchema, contact);
  if (parsed.success) return {};
  return Object.fromEntries(
    fieldErrors(parsed.issues).map(({ field, message }) => [lastPart(field), message]),
  );
}

/** "contact.address.street" -> "street": the name of the control. */
export function lastPart(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}
