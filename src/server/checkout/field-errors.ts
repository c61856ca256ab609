/** Schema issues as problem documents name them: a dotted path and one sentence for people. */
import type { BaseIssue } from 'valibot';
import { getDotPath } from 'valibot';
import type { FieldError } from '#protocol/problems.ts';

/** The first issue of each field. */
export function fieldErrors(issues: readonly BaseIssue<unknown>[]): FieldError[] {
  const first = new Map<string, string>();
  for (const issue of issues) {
    const field = getDotPath(issue) ?? '';
    if (!first.has(field)) first.set(field, issue.kind === 'schema' ? missing(issue) : issue.message);
  }
  return [...first].map(([field, message]) => ({ field, message }));
}

function missing(issue: BaseIssue<unknown>): string {
  return issue.input === undefined
    ? 'This is missing.'
    : `This must be ${issue.expected ?? 'something else'}.`;
}
