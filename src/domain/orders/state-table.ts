/** A state machine as plain data, judged when it is loaded: a table that contradicts itself stops the program at once. */

export interface Step<State extends string, Event extends string, Actor extends string> {
  readonly from: readonly State[];
  readonly event: Event;
  readonly to: State;
  readonly by: readonly Actor[];
}

export interface StateTable<State extends string, Event extends string, Actor extends string> {
  readonly start: State;
  readonly states: readonly State[];
  /** States nothing leads out of. */
  readonly ends: readonly State[];
  readonly steps: readonly Step<State, Event, Actor>[];
}

/** Gives the table back, or throws naming every fault: double steps, unreachable states, dead ends, exits from an end. */
export function checkedTable<S extends string, E extends string, A extends string>(
  name: string,
  table: StateTable<S, E, A>,
): StateTable<S, E, A> {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const step of table.steps) {
    for (const from of step.from) {
      const key = `${from} + ${step.event}`;
      if (seen.has(key)) faults.push(`${key} is there twice`);
      seen.add(key);
      if (table.ends.includes(from)) faults.push(`${from} is an end, but ${step.event} leads out of it`);
    }
    if (step.by.length === 0) faults.push(`nobody may ${step.event}`);
    for (const state of [...step.from, step.to])
      if (!table.states.includes(state)) faults.push(`${state} is no state`);
  }
  const reached = reachable(table);
  for (const state of table.states) {
    if (!reached.has(state)) faults.push(`nothing leads to ${state}`);
    const leaves = table.steps.some((step) => step.from.includes(state));
    if (!leaves && !table.ends.includes(state))
      faults.push(`${state} is a dead end that is not declared one`);
  }
  if (faults.length > 0) throw new Error(`State table "${name}": ${faults.join('; ')}.`);
  return table;
}

/** Where an event leads from a state, or undefined when it may not happen there or not by this actor. */
export function next<S extends string, E extends string, A extends string>(
  table: StateTable<S, E, A>,
  from: S,
  event: E,
  by: A,
): S | undefined {
  return table.steps.find((s) => s.event === event && s.from.includes(from) && s.by.includes(by))?.to;
}

/** States an event may happen in, for the conditional update that decides a race. */
export function statesBefore<S extends string, E extends string, A extends string>(
  table: StateTable<S, E, A>,
  event: E,
  by: A,
): S[] {
  return table.steps.filter((s) => s.event === event && s.by.includes(by)).flatMap((s) => s.from);
}

function reachable<S extends string, E extends string, A extends string>(table: StateTable<S, E, A>): Set<S> {
  const reached = new Set<S>([table.start]);
  for (let grown = true; grown;) {
    grown = false;
    for (const step of table.steps) {
      if (!reached.has(step.to) && step.from.some((from) => reached.has(from))) {
        reached.add(step.to);
        grown = true;
      }
    }
  }
  return reached;
}
