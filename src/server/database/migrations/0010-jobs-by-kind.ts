/** Jobs are taken by their kind, each kind at its own pace. */
export const name = '0010-jobs-by-kind';

export const statements = `
drop index jobs_by_state;
create index jobs_by_kind on jobs (kind, state, run_at);
`;
