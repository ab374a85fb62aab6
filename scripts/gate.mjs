/**
 * Every test, in the order in which failures are cheapest: format and lint, types, unused code,
 * unit tests, browser tests. Goes on after a failure, says how to repair, and ends with a line
 * `N passed, N failed` over all tests; each failed gate counts as one failed test.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Apart from Playwright's own folder, which it empties. */
const reports = 'test-reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Runs a command of this project's packages; true when it succeeds. */
function run(title, command, args, repair) {
  console.log(`\n── ${title}`);
  const { status } = spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });
  if (status !== 0 && repair) console.log(`\n   To repair: ${repair}`);
  return status === 0;
}

/** Does the same beside others, and prints what it says when it has ended. */
function runBeside([title, command, args, repair]) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', command, ...args]);
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => output.push(bytes));
    }
    child.on('close', (status) => {
      console.log(`\n── ${title}\n${Buffer.concat(output).toString().trimEnd()}`);
      if (status !== 0 && repair) console.log(`\n   To repair: ${repair}`);
      resolve(status === 0);
    });
  });
}

/** One part a core: each keeps a core of its own busy. What each came to, with its title. */
async function runAll(parts) {
  const ended = [];
  const waiting = [...parts];
  const worker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      ended.push({ title: part[0], passed: await runBeside(part) });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return ended;
}

function fetchBrowserIfMissing() {
  const script =
    "import('./e2e/chromium.ts').then(m => process.exit(m.findChromium().executablePath ? 0 : 1))";
  const found = spawnSync('npx', ['--no-install', 'tsx', '-e', script]).status === 0;
  return (
    found ||
    run('Chromium', 'playwright', ['install', 'chromium'], 'set CHROMIUM_PATH to a Chromium')
  );
}

const gates = await runAll([
  ['format and lint', 'biome', ['ci', '.'], 'npm run format'],
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types without the page', 'tsc', ['-p', 'src/tsconfig.worker.json']],
  ['unused code', 'knip', ['--no-config-hints'], 'remove what knip names'],
  [
    'code that tests alone use',
    'knip',
    ['--no-config-hints', '--production', '--exclude', 'binaries'],
    'move what knip names to a folder testing/, or remove it',
  ],
]);

const unitReport = `${reports}/unit.json`;
const unitPassed = run('unit tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
fetchBrowserIfMissing();
const browserPassed = run('browser tests', 'playwright', ['test']);

/** Names of the unit tests that failed, each with the first line of why. */
function failedUnitTests(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const file = name.replace(`${process.cwd()}/`, '');
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return message ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages: [why = ''] }) => `${file}: ${fullName}: ${firstLine(why)}`,
    );
  });
}

/** Names of the browser tests that failed, or passed only at their second try. */
function failedJourneys(suites, file = '') {
  return suites.flatMap((suite) => {
    const place = file || suite.file;
    const own = (suite.specs ?? [])
      .filter(({ tests }) =>
        tests.some(({ status }) => status !== 'expected' && status !== 'skipped'),
      )
      .map(({ title, ok, line }) => `e2e/${place}:${line}: ${title}${ok ? ' (second try)' : ''}`);
    return [...own, ...failedJourneys(suite.suites ?? [], place)];
  });
}

const firstLine = (text) => text.split('\n', 1)[0].slice(0, 300);

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);
const unit = read(unitReport);
const journeys = read(`${reports}/browser.json`);
const browser = journeys?.stats ?? null;

const failedGates = gates.filter((gate) => !gate.passed).length;
const unitFailed = unit ? unit.numFailedTests + (unitPassed || unit.numFailedTests ? 0 : 1) : 1;
const browserFailed = browser
  ? browser.unexpected + (browserPassed || browser.unexpected ? 0 : 1)
  : 1;
const passed =
  gates.length -
  failedGates +
  (unit?.numPassedTests ?? 0) +
  (browser ? browser.expected + browser.flaky : 0);
const failed = failedGates + unitFailed + browserFailed;
const skipped = (unit?.numPendingTests ?? 0) + (browser?.skipped ?? 0);
// Once more at the end, where a log that was cut still has them.
const names = [
  ...gates.filter((gate) => !gate.passed).map(({ title }) => title),
  ...failedUnitTests(unit),
  ...failedJourneys(journeys?.suites ?? []),
];
if (!unitPassed && unit?.numFailedTests === 0) names.push('unit tests: an error outside any test');
for (const name of names) console.log(`   ✘ ${name}`);
if (browser?.flaky > 0) console.log(`\n${browser.flaky} passed only at their second try`);
console.log(
  `\n${skipped > 0 ? `${skipped} skipped: they need ESPALIER_DATA or a device that is absent\n` : ''}`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
