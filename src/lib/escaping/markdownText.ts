/** Foreign text in Markdown: no mark of it is read, nor HTML, nor an address as a link. */

/** Text for a cell of a table or a sentence; line breaks become blanks. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]#!|~$@^]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`);
}
