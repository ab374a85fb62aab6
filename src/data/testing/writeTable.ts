/** Writes tables for tests. */

export interface TableOptions {
  readonly separator?: ',' | '\t' | ';';
  readonly lineEnd?: '\n' | '\r\n';
  readonly byteOrderMark?: boolean;
  /** Quotes every cell, not only those that need it. */
  readonly quoteAll?: boolean;
  /** Leaves out the last line end. */
  readonly open?: boolean;
}

/** The rows as RFC 4180 has them. */
export function writeTable(
  rows: readonly (readonly (string | number)[])[],
  options: TableOptions = {},
): Uint8Array<ArrayBuffer> {
  const { separator = ',', lineEnd = '\n', byteOrderMark = false, quoteAll, open } = options;
  const cell = (value: string | number) => {
    const text = String(value);
    return quoteAll || /["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => row.map(cell).join(separator));
  const text = lines.join(lineEnd) + (open ? '' : lineEnd);
  return new TextEncoder().encode(`${byteOrderMark ? '\ufeff' : ''}${text}`);
}
