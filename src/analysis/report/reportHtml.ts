/**
 * A report as one HTML file that asks for nothing outside itself: no script, no font, no address but
 * the link that a person may follow. Its policy forbids all the rest, whatever names and titles hold.
 */

import { markupText } from '../../lib/escaping/markupText.ts';
import { hashBytes } from '../../lib/hash.ts';
import { cellContent, isBold, type TextCell, type TextTable } from '../tables/textTable.ts';
import type { Report, ReportChart, ReportSpec, ReportTable } from './report.ts';

/** The file's text. */
export function reportHtml(report: Report): string {
  const { title, story, charts, tables, specs, espalier } = report;
  const policy = `default-src 'none'; style-src 'sha256-${base64(bytesOfHex(hashBytes(utf8(style))))}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${markupText(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${markupText(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${markupText(title)}</h1>`,
    ...(story === '' ? [] : [`<p class="story">${markupText(story)}</p>`]),
    '</header>',
    '<main>',
    ...tables.slice(0, 1).map(tableHtml),
    ...(charts.length === 0
      ? []
      : ['<section>', '<h2>Charts</h2>', ...charts.map(chartHtml), '</section>']),
    ...tables.slice(1).map(tableHtml),
    '<section>',
    `<h2>${specs.length === 1 ? 'The experiment' : 'The experiments'}</h2>`,
    ...specs.map(specHtml),
    '</section>',
    '</main>',
    `<footer>Written by Espalier ${markupText(espalier)}.</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A drawing as a picture: what is in it cannot reach the page around it. */
function chartHtml({ title, description, svg }: ReportChart): string {
  const address = `data:image/svg+xml;base64,${base64(utf8(svg))}`;
  return `<figure>\n<figcaption>${markupText(title)}</figcaption>\n<img src="${address}" alt="${markupText(description)}">\n</figure>`;
}

function tableHtml({ heading, table }: ReportTable): string {
  return `<section>\n<h2>${markupText(heading)}</h2>\n${tableMarkup(table)}\n</section>`;
}

function tableMarkup({ columns, rows, notes = [] }: TextTable): string {
  const head = columns.map(({ label }) => `<th scope="col">${markupText(label)}</th>`).join('');
  const body = rows.map(
    ([name, ...cells]) =>
      `<tr><th scope="row"><bdi>${cellMarkup(name)}</bdi></th>${cells.map((cell) => `<td>${cellMarkup(cell)}</td>`).join('')}</tr>`,
  );
  return [
    `<div class="wide" tabindex="0" role="group"><table>`,
    `<thead><tr>${head}</tr></thead>`,
    '<tbody>',
    ...body,
    '</tbody></table></div>',
    ...notes.map((note) => `<p class="note">${markupText(note)}</p>`),
  ].join('\n');
}

function cellMarkup(cell: TextCell | undefined): string {
  const text = markupText(String((cell === undefined ? null : cellContent(cell)) ?? '–'));
  return cell !== undefined && isBold(cell) ? `<b>${text}</b>` : text;
}

function specHtml({ name, spec, link }: ReportSpec): string {
  const text = markupText(JSON.stringify(spec, null, 2));
  const repeat =
    link === null ? '' : `\n<p class="link">This link repeats it: ${linkHtml(link)}</p>`;
  return `<details>\n<summary><bdi>${markupText(name)}</bdi></summary>\n<pre>${text}</pre>\n</details>${repeat}`;
}

/** Nothing but the web's own addresses is followed by a click. */
function linkHtml(link: string): string {
  const shown = markupText(link);
  return /^https?:\/\//.test(link)
    ? `<a href="${shown}" rel="noreferrer">${shown}</a>`
    : `<code>${shown}</code>`;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}

/** Base64 in pieces: a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let signs = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    signs += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(signs);
}

/** One look for screen and paper, light and dark; charts keep their light ground. */
const style = `
:root { color-scheme: light dark; --ink: #1a201d; --soft: #4e5953; --line: #e1e5df; --sheet: #ffffff; --leaf: #1b6b4a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edea; --soft: #b3bdb7; --line: #2a312d; --sheet: #171b19; --leaf: #5cc79a; } }
* { box-sizing: border-box; }
body { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; background: var(--sheet); color: var(--ink); font: 14px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { margin: 0 0 8px; font-size: 15px; font-weight: 650; }
.story { max-width: 46em; margin: 0; font: 24px/1.35 "Source Serif 4", Georgia, serif; }
h2 { margin: 40px 0 12px; font-size: 14px; font-weight: 650; }
figure { display: inline-block; max-width: 100%; margin: 0 16px 24px 0; vertical-align: top; }
figcaption { margin-bottom: 6px; font-weight: 600; }
figure img { display: block; max-width: 100%; height: auto; background: #ffffff; border-radius: 6px; }
.wide { max-height: 32em; overflow: auto; }
table { border-collapse: collapse; }
th, td { padding: 4px 20px 4px 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; }
thead th { position: sticky; top: 0; background: var(--sheet); color: var(--soft); font-weight: 500; }
tbody th { font-weight: 500; }
.note, footer { color: var(--soft); font-size: 12px; }
.note { margin: 8px 0 0; }
a { color: var(--leaf); }
.link { max-height: 6em; overflow: auto; font-size: 12px; overflow-wrap: anywhere; }
summary { cursor: pointer; }
pre { max-height: 32em; overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 7px; font: 12px/1.5 "JetBrains Mono", ui-monospace, monospace; }
footer { margin-top: 48px; }
@media print { .wide, pre, .link { max-height: none; } body { padding: 0; } }
`;
