/**
 * Lets the built page draw what stands in index.html itself before its style sheet has come: browsers
 * draw nothing below a style sheet that they wait for, so it stands at the end of the body. The page's
 * script is deferred and waits for both.
 */
import type { Plugin } from 'vite';

const sheetLink = / *<link rel="stylesheet"[^>]*>\n?/g;

export function drawnFirst(): Plugin {
  return {
    name: 'drawn-first',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: sheetsLast },
  };
}

const bodyEnd = / *<\/body>/;

/** The page with its style sheets, in their order, at the end of its body. */
export function sheetsLast(page: string): string {
  const sheets = page.match(sheetLink) ?? [];
  if (!bodyEnd.test(page)) throw new Error('index.html has no </body> to put style sheets before');
  return page.replace(sheetLink, '').replace(bodyEnd, (end) => `${sheets.join('')}${end}`);
}
