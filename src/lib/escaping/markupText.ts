/** Foreign text in HTML, SVG and other XML: it stays text, in elements and in quoted attributes. */

/** Characters that XML has no way to write become U+FFFD. */
export function markupText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unwritable, '\uFFFD')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign]);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
