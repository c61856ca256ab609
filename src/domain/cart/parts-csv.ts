/** The cart as a table for spreadsheets, which the quick order reads back. */
export interface ExportLine {
  readonly sku: string;
  readonly partNumber: string;
  readonly title: string;
  readonly n: number;
  /** As written for people and spreadsheets: "48.20". */
  readonly unitPrice: string;
  readonly note: string;
}

/** The cart as CSV that reads back as a parts list. What a spreadsheet would take for a formula is guarded. */
export function toPartsCsv(lines: readonly ExportLine[]): string {
  const guarded = (text: string): string => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = lines.map((line) =>
    [
      guarded(line.sku || line.partNumber),
      String(line.n),
      guarded(line.title),
      line.unitPrice,
      guarded(line.note),
    ].join(','),
  );
  return ['SKU,Quantity,Title,Unit price,Note', ...rows, ''].join('\r\n');
}
