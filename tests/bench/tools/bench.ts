/** What a bench is: a file of tests/bench that exports `bench`; figures are printed, never asserted. */

export interface Bench {
  /** One line for the list. */
  readonly about: string;
  /** Run by `npm run bench` without a name; the long ones are asked for by name. */
  readonly isUsual: boolean;
  run(args: readonly string[]): Promise<void>;
}

/** Prints rows as a table: the first row is the heading, numbers stand right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)),
  );
  const widths = texts[0]!.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  texts.forEach((row, index) => {
    const cells = row.map((text, column) =>
      column > 0 ? text.padStart(widths[column]!) : text.padEnd(widths[column]!),
    );
    console.log(`  ${cells.join('   ')}`);
    if (index === 0) console.log(`  ${widths.map((width) => '-'.repeat(width)).join('   ')}`);
  });
  console.log();
}
