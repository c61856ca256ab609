/** The file as a whole cannot be read: where, why, and what to do. Nothing was changed. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly line: number;
  readonly column: number | undefined;
  readonly remedy: string;

  constructor(reason: string, remedy: string, line = 1, column?: number) {
    super(reason);
    this.remedy = remedy;
    this.line = line;
    this.column = column;
  }
}
