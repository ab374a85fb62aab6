/**
 * Reads damaged files of every format and watches what comes of it, on all cores:
 * `npm run fuzz -- [--inputs 1000000] [--seed 1] [--only <format>] [--out <folder>]`.
 * Ends with 1 where anything but a DataError or a whole data set came; such inputs are written to
 * the folder. A process that says nothing for long hangs: it is ended, and the batch is named.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Job, JobDone } from './child.ts';
import { damaged, type FuzzReport, joinReports } from './fuzz.ts';
import { fuzzSeeds } from './seeds.ts';
import { sharesOf } from './shares.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    out: { type: 'string', default: 'test-reports/fuzz' },
  },
});
const [inputs, number] = [Number(values.inputs), Number(values.seed)];
const seeds = fuzzSeeds.filter(({ format }) => (values.only ?? format) === format);
if (!Number.isInteger(inputs) || !Number.isInteger(number) || seeds.length === 0) {
  console.error('Allowed: whole numbers for --inputs and --seed, and for --only one of');
  console.error(fuzzSeeds.map(({ format }) => format).join('\n'));
  process.exit(2);
}

/** Inputs that a process reads before it reports; a hang is looked for among so many. */
const batch = 1000;
/** No batch takes so long, in milliseconds, if none of its inputs takes over five seconds. */
const patience = 120_000;

const jobs = sharesOf(inputs, seeds).flatMap(({ seed: { format }, inputs: share }) =>
  Array.from(
    { length: Math.ceil(share / batch) },
    (_, index): Job => ({
      format,
      number,
      first: index * batch,
      end: Math.min(share, (index + 1) * batch),
    }),
  ),
);
const reports = new Map<string, FuzzReport[]>();
const began = performance.now();

await Promise.all(Array.from({ length: availableParallelism() }, work));

for (const [format, parts] of reports) print(format, joinReports(parts));
const all = joinReports([...reports.values()].flat());
console.log(
  `${Math.round((performance.now() - began) / 1000)} s on ${availableParallelism()} cores`,
);
print('all', all);
process.exit(all.faults.length === 0 ? 0 : 1);

/** Hands jobs to one process after another until there are none. */
async function work(): Promise<void> {
  let child = start();
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    const done = await run(child, job);
    add(job, done ?? hung(job));
    if (done !== null) continue;
    child.kill('SIGKILL');
    child = start();
  }
  child.kill();
}

function start(): ChildProcess {
  return fork(new URL('./child.ts', import.meta.url), { serialization: 'advanced' });
}

/** Null where nothing comes back in time, or the process ends. */
function run(child: ChildProcess, job: Job): Promise<FuzzReport | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(null), patience);
    const finish = (report: FuzzReport | null) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(report);
    };
    child.once('message', ({ report }: JobDone) => finish(report));
    child.once('exit', () => finish(null));
    child.send(job);
  });
}

const hung = ({ first, end }: Job): FuzzReport => ({
  inputs: end - first,
  accepted: 0,
  slowest: patience,
  largest: 0,
  faults: [
    { input: first, wrong: `of inputs ${first} to ${end - 1} one hangs, or ends the process` },
  ],
});

function add({ format }: Job, report: FuzzReport): void {
  reports.set(format, [...(reports.get(format) ?? []), report]);
  for (const { input, wrong } of report.faults) {
    console.log(`${format}, seed ${number}, input ${input}: ${wrong}`);
    save(format, input);
  }
}

/** Writes the files of an input, to be dropped. */
function save(format: string, input: number): void {
  const seed = fuzzSeeds.find((one) => one.format === format)!;
  for (const { name, bytes } of seed.files(damaged(seed, number, input))) {
    const path = join(values.out, `${format}-${number}-${input}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function print(format: string, report: FuzzReport): void {
  const { inputs: count, accepted, slowest, largest, faults } = report;
  console.log(
    `${format.padEnd(40)} ${count} inputs, ${count - accepted} refused, ${accepted} read, ${faults.length} wrong; slowest ${Math.ceil(slowest)} ms, most allocated ${largest} bytes`,
  );
}
