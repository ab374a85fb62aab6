/**
 * A library of many runs: `npm run bench:library [-- --runs 2000]`. Makes that many runs, puts them
 * where a browser keeps them, and prints how long lists, filters and Compare take to answer in the built
 * page, and to compute without a page. Ends with 1 where a goal is missed: by the clock and the browser's
 * event timing, or with `--processor` by the time of the processor on the page's thread, which other work
 * on the machine does not lengthen.
 */
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../e2e/chromium.ts';
import { resultMeasures } from '../src/analysis/results/resultMeasures.ts';
import { resultsTable } from '../src/analysis/results/resultsTable.ts';
import type { Files } from '../src/storage/files.ts';
import { RunArchive } from '../src/storage/runs/runArchive.ts';
import { answerTime, type Press, threadTime, watchPage } from './library/answerTimes.ts';
import { manyRuns } from './library/manyRuns.ts';
import { putInBrowser } from './library/putInBrowser.ts';

/** Milliseconds within which the page answers, and within which Compare of a group draws. */
const goal = { answer: 100, draw: 1000 };
const outDir = 'dist';
/** Pages that were open before lie below the open one. */
const open = '[data-open]';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    processor: { type: 'boolean', default: false },
  },
});
const count = Number(values.runs);
let missed = 0;

const files = await manyRuns(count);
await computeTimes(files);
await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4337 } });
const url = server.resolvedUrls?.local[0] ?? 'http://localhost:4337/';
const browser = await chromium.launch({ ...findChromium(), args: [...chromiumArguments] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
// What bundles call to name functions, which those that are sent to the page call as well.
await page.addInitScript('globalThis.__name = (named) => named');
const session = await watchPage(page);
// An empty page of the same origin, under none of the page's policies.
const empty = new URL('bench.html', url).href;
await page.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
await page.goto(empty);
const began = performance.now();
await putInBrowser(page, files);
console.log(`${count} runs written: ${((performance.now() - began) / 1000).toFixed(0)} s`);
await pageTimes(page);
await browser.close();
await server.close();
process.exit(missed === 0 ? 0 : 1);

/** Without a page: reading outcomes of all runs, and the table of all of them. */
async function computeTimes(all: Files): Promise<void> {
  const archive = new RunArchive(all);
  const ids = (await archive.list()).map(({ runId }) => runId);
  let began = performance.now();
  const read = await Promise.all(ids.map((runId) => archive.outcome(runId, 0)));
  const outcomes = read.flatMap((outcome) => outcome ?? []);
  console.log(`${ids.length} outcomes read: ${(performance.now() - began).toFixed(0)} ms`);
  began = performance.now();
  const { rows } = resultsTable(outcomes, { measures: resultMeasures });
  const first = performance.now() - began;
  began = performance.now();
  resultsTable(outcomes, { measures: resultMeasures, baseline: rows[1].key });
  const again = performance.now() - began;
  console.log(
    `table of ${outcomes.length} runs, ${rows.length} settings: ${first.toFixed(0)} ms, with another baseline ${again.toFixed(0)} ms`,
  );
}

/** A page that is loaded anew: how long until its list stands, and what that takes of its thread. */
async function listTime(on: Page, how: string): Promise<void> {
  await on.goto('about:blank');
  const began = performance.now();
  await on.goto(`${url}#runs`);
  await on.getByRole('heading', { name: /runs are kept here/ }).waitFor({ timeout: 600_000 });
  const whole = performance.now() - began;
  const thread = await threadTime(session);
  console.log(
    `page with its list, ${how}: ${whole.toFixed(0)} ms; page thread ${thread.toFixed(0)} ms`,
  );
}

async function pageTimes(on: Page): Promise<void> {
  await listTime(on, 'without an index');
  await listTime(on, 'from its index');
  const list = `${open} [role="treegrid"]`;
  const search = { target: `${open} input[type="search"]`, answer: list };
  await report(on, { name: 'a letter of a search', typed: 'k', ...search });
  await report(on, { name: 'one more letter', typed: 'l', ...search });
  await report(on, { name: 'a letter less', typed: 'Backspace', ...search });
  await report(on, { name: 'all again', typed: 'Backspace', ...search });
  const method = { target: `${open} fieldset label`, nth: 5, answer: list };
  await report(on, { name: 'a filter', ...method });
  await report(on, { name: 'the filter off', ...method });
  const grouping = { target: `${open} [aria-label="Grouped by"] button`, answer: list };
  await report(on, { name: 'grouped otherwise', nth: 1, ...grouping });
  await report(on, { name: 'grouped by what differs', nth: 0, ...grouping });
  const compare = 'nav a, nav [role="link"]';
  const table = `${open} table[aria-label="Settings by measures"]`;
  const links = await on.locator(compare).allTextContents();
  const runs = Math.round(count / 10);
  await report(
    on,
    {
      name: `Compare of ${runs} runs, from nothing`,
      target: compare,
      nth: links.indexOf('Compare'),
      answer: table,
    },
    goal.draw,
  );
  const circle = { target: `${table} td label`, answer: table };
  await report(on, { name: 'another baseline', nth: 1, ...circle });
  await report(on, { name: 'the first baseline', nth: 0, ...circle });
  const sort = { target: `${table} thead button`, answer: table };
  await report(on, { name: 'a sort', ...sort });
  await report(on, { name: 'the sort off', ...sort });
  const test = { target: `${open} aside select`, answer: table };
  await report(on, { name: 'the other test', nth: 1, chosen: 'wilcoxon', ...test });
  const groups = await on.locator(`${open} aside select`).first().locator('option').all();
  const keys = await Promise.all(groups.map((group) => group.getAttribute('value')));
  const another = { name: 'another group of runs', nth: 0, chosen: keys[3] ?? '' };
  await report(on, { ...another, ...test }, goal.draw);
}

/** Presses and tells what it took; missed where the page's thread alone takes longer than that. */
async function report(on: Page, press: Press, within: number = goal.answer): Promise<void> {
  const { answered, event, task, thread } = await answerTime(on, session, press);
  const judged = values.processor ? thread : Math.max(answered, event);
  const isMissed = judged > within;
  if (isMissed) missed++;
  const told = [
    `answered ${answered.toFixed(0)}`,
    `event ${event.toFixed(0)}`,
    `longest task ${task.toFixed(0)}`,
    `page thread ${thread.toFixed(0)}`,
  ];
  console.log(`${press.name}: ${told.join(', ')} ms${isMissed ? `; goal ${within} missed` : ''}`);
}
