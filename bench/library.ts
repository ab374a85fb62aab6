/**
 * A library of many runs: `npm run bench:library [-- --runs 2000]`. Makes that many runs, puts them
 * where a browser keeps them, and prints how long lists, filters and Compare take to answer in the built
 * page, and to compute without a page. Ends with 1 where a goal is missed.
 */
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../e2e/chromium.ts';
import { resultMeasures } from '../src/analysis/results/resultMeasures.ts';
import { resultsTable } from '../src/analysis/results/resultsTable.ts';
import type { Files } from '../src/storage/files.ts';
import { RunArchive } from '../src/storage/runs/runArchive.ts';
import { answerTime, type Press } from './library/answerTimes.ts';
import { manyRuns } from './library/manyRuns.ts';

/** Milliseconds within which the page answers, and within which Compare of a group draws. */
const goal = { answer: 100, draw: 1000 };
const repeats = 5;
const outDir = 'dist';
/** Pages that were open before lie below the open one. */
const open = '[data-open]';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '2000' } } });
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
await page.goto(url);
await putInBrowser(page, files);
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

/** The files where the page keeps its own. */
async function putInBrowser(to: Page, all: Files): Promise<void> {
  const listed = await all.list();
  for (let first = 0; first < listed.length; first += 400) {
    const some = await Promise.all(
      listed.slice(first, first + 400).map(async ({ name }) => {
        const bytes = (await all.read(name)) ?? new Uint8Array();
        return { name, base64: Buffer.from(bytes).toString('base64') };
      }),
    );
    await to.evaluate(async (batch) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('espalier', { create: true });
      await Promise.all(
        batch.map(async ({ name, base64 }) => {
          const writer = await (
            await folder.getFileHandle(name, { create: true })
          ).createWritable();
          await writer.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
          await writer.close();
        }),
      );
    }, some);
  }
}

async function pageTimes(on: Page): Promise<void> {
  const began = performance.now();
  await on.goto(`${url}#runs`);
  await on.reload();
  await on.getByRole('heading', { name: /runs are kept here/ }).waitFor({ timeout: 300_000 });
  console.log(`page with its list, from nothing: ${(performance.now() - began).toFixed(0)} ms`);
  const presses: readonly Press[] = [
    {
      name: 'a search',
      target: `${open} input[type="search"]`,
      typed: 'seed 7',
      answer: `${open} main`,
    },
    {
      name: 'all again',
      target: `${open} input[type="search"]`,
      typed: '',
      answer: `${open} main`,
    },
    {
      name: 'a filter',
      target: `${open} fieldset input[type="checkbox"]`,
      nth: 5,
      answer: `${open} main`,
    },
    {
      name: 'the filter off',
      target: `${open} fieldset input[type="checkbox"]`,
      nth: 5,
      answer: `${open} main`,
    },
  ];
  for (const press of presses) await report(on, press, goal.answer);
  const compare = 'nav a, nav [role="link"]';
  const table = `${open} table[aria-label="Settings by measures"]`;
  const links = await on.locator(compare).allTextContents();
  const [first] = await times(
    on,
    {
      name: 'Compare',
      target: compare,
      nth: links.indexOf('Compare'),
      answer: table,
    },
    1,
  );
  tell(`Compare of ${Math.round(count / 10)} runs, from nothing`, [first], goal.draw);
  const circle = { target: `${table} input[type="radio"]`, answer: table };
  await report(on, { name: 'another baseline', nth: 1, ...circle }, goal.answer);
  await report(on, { name: 'the first baseline', nth: 0, ...circle }, goal.answer);
  const sort = { name: 'a sort', target: `${table} thead button`, answer: table };
  await report(on, sort, goal.answer, repeats);
  const kinds = { target: `${open} aside select option[value="wilcoxon"]`, answer: table };
  await report(on, { name: 'the other test', ...kinds }, goal.answer);
  const group = {
    name: 'another group of runs',
    target: `${open} aside select option`,
    answer: table,
  };
  await report(on, { ...group, nth: 3 }, goal.draw);
  await report(on, { ...group, nth: 1, name: 'the next group' }, goal.draw);
}

async function report(on: Page, press: Press, within: number, often = 1): Promise<void> {
  tell(press.name, await times(on, press, often), within);
}

async function times(on: Page, press: Press, often: number): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < often; time++) {
    found.push(await answerTime(on, press));
    await on.waitForTimeout(300);
  }
  return found;
}

function tell(name: string, found: readonly number[], within: number): void {
  const median = found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)];
  const isMissed = median > within;
  if (isMissed) missed++;
  console.log(`${name}: ${median.toFixed(0)} ms${isMissed ? `, goal ${within} missed` : ''}`);
}
