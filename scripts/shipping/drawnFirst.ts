/**
 * Lets the built page draw what stands in index.html itself before its style sheet has come: browsers
 * draw nothing below a style sheet that they wait for, so it stands at the end of the body. The page's
 * script is deferred and waits for both. What that script imports is run as it comes, each file as a task
 * of its own: imported, all would run as one task, during which the page neither draws nor answers.
 */
import type { Plugin } from 'vite';

const sheetLink = / *<link rel="stylesheet"[^>]*>\n?/g;
const importedScript = /<link rel="modulepreload"([^>]*) href="([^"]+)">/g;

export function drawnFirst(): Plugin {
  return {
    name: 'drawn-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (page) => importsAsTasks(sheetsLast(page)),
    },
  };
}

const bodyEnd = / *<\/body>/;

/** The page with its style sheets, in their order, at the end of its body. */
export function sheetsLast(page: string): string {
  const sheets = page.match(sheetLink) ?? [];
  if (!bodyEnd.test(page)) throw new Error('index.html has no </body> to put style sheets before');
  return page.replace(sheetLink, '').replace(bodyEnd, (end) => `${sheets.join('')}${end}`);
}

/** The page with the scripts that were to be fetched ahead run as soon as they are there as well. */
export function importsAsTasks(page: string): string {
  return page.replace(importedScript, '<script type="module" async$1 src="$2"></script>');
}
