/**
 * Whether a sweep survives being killed: `npm run bench:sweep-kills -- [--kills <count>] [--seeds <count>]
 * [--seed <number>] [--in command-line|page]`. Carries out a sweep of tiny runs (three a seed) undisturbed, and
 * once more with SIGKILL at moments drawn at random: to `sweep run` alone, to all of its processes, and to one
 * that is at a run; in the page, to all processes of a Chromium whose queue works through it. Prints how many
 * kills there were; exits with 1 where there were fewer than asked for, or the two tables differ in a byte.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { sweepWithBrowserKills } from '../e2e/killedSweep.ts';
import { createRandom, type Random } from '../src/lib/random.ts';
import { espalier } from '../src/node/testing/espalier.ts';
import { describeIssues } from '../src/spec/readSpec.ts';
import { readSweep } from '../src/spec/sweeps/readSweep.ts';
import { tinySweep } from '../src/spec/sweeps/testing/tinySweep.ts';

const main = join(import.meta.dirname, '../scripts/espalier/main.mjs');

const targets = ['sweep run', 'all processes', 'a run'] as const;
type Target = (typeof targets)[number];

/** What is killed, and when: so long after so many further runs are done. */
interface Kill {
  readonly target: Target;
  readonly runs: number;
  readonly milliseconds: number;
}

/**
 * The kills of a `sweep run`, the last of which ends it. Every fourth time while it starts, before any run is
 * done; else among the runs, of which so few go by in between that some are left for the last kill.
 */
function drawKills(times: number, random: Random): readonly Kill[] {
  const soon = { runs: 0, milliseconds: random.integer(8000) };
  if (times % 4 === 3) return [{ target: 'sweep run', ...soon }];
  const later = () => ({ runs: 1 + random.integer(2), milliseconds: random.integer(1500) });
  if (times % 2 === 0) return [{ target: 'sweep run', ...later() }];
  return [
    { target: 'a run', ...later() },
    { target: 'all processes', ...later() },
  ];
}

/** Carries the sweep out until it ends or is killed; the exit code, null where it was, and what was hit. */
function runUntil(args: readonly string[], results: string, kills: readonly Kill[]) {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const id = child.pid ?? 0;
  const left = [...kills];
  const hit: Target[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said = '';
  let seen = 0;
  const done = () => said.match(/ {2}done in /g)?.length ?? 0;
  const look = () => {
    const [next] = left;
    if (next === undefined || timer !== undefined || done() < seen + next.runs) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isKilled(next.target, id, results)) hit.push(next.target);
      left.shift();
      seen = done();
      look();
    }, next.milliseconds);
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    look();
  });
  look();
  return new Promise<{ code: number | null; hit: readonly Target[]; said: string }>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, hit, said });
    });
  });
}

/** Whether there was anything to be killed. */
function isKilled(target: Target, id: number, results: string): boolean {
  const meant = target === 'a run' ? processAtARun(results) : target === 'sweep run' ? id : -id;
  return meant !== null && hasKilled(meant);
}

/** By the lock of the folder that it writes to; null where none is at one. */
function processAtARun(results: string): number | null {
  try {
    for (const name of readdirSync(results)) {
      try {
        return JSON.parse(readFileSync(join(results, name, 'run.lock'), 'utf8')).process;
      } catch {
        // Nobody writes there, or the lock is just being written.
      }
    }
  } catch {
    // There are no results yet.
  }
  return null;
}

function hasKilled(id: number): boolean {
  try {
    return process.kill(id, 'SIGKILL');
  } catch {
    return false;
  }
}

/** What is asked of a sweep that is killed. */
interface AskedKills {
  /** Three runs a seed. */
  readonly seeds: number;
  readonly kills: number;
  /** Of the moments. */
  readonly seed: number;
}

/** What it came to. */
interface KillsReport {
  readonly kills: number;
  /** What was killed. */
  readonly which: string;
  /** Whether the table is that of an undisturbed sweep. */
  readonly isSame: boolean;
}

/** @throws Error where a command fails that nothing was done to. */
async function killedInCommandLine({ seeds, kills, seed }: AskedKills): Promise<KillsReport> {
  const random = createRandom(seed, 'sweep kills');
  const folder = mkdtempSync(join(tmpdir(), 'espalier-sweep-kills-'));
  try {
    const sweep = join(folder, 'sweep.json');
    writeFileSync(sweep, JSON.stringify(tinySweep(seeds)));
    const run = (out: string) => ['sweep', 'run', sweep, '--out', join(folder, out)];
    const alone = await espalier(run('alone'));
    if (alone.code !== 0) throw new Error(alone.stderr);
    const hits: Target[] = [];
    for (let times = 0, isDone = false; hits.length < kills && !isDone; times++) {
      const drawn = drawKills(times, random).slice(0, kills - hits.length);
      const end = await runUntil(run('killed'), join(folder, 'killed'), drawn);
      hits.push(...end.hit);
      isDone = end.code === 0;
      if (end.code !== 0 && end.code !== null) throw new Error(end.said);
    }
    const end = await espalier(run('killed'));
    if (end.code !== 0) throw new Error(end.stderr);
    const table = (out: string) =>
      espalier(['sweep', 'collect', sweep, join(folder, out), '--json']);
    const [undisturbed, killed] = [await table('alone'), await table('killed')];
    const which = targets.map((target) => {
      const times = hits.filter((hit) => hit === target).length;
      return `${times} of ${target}`;
    });
    return {
      kills: hits.length,
      which: which.join(', '),
      isSame: undisturbed.code === 0 && undisturbed.stdout === killed.stdout,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same in the built page: the queue goes on by itself when the page is opened again. */
async function killedInPage({ seeds, kills, seed }: AskedKills): Promise<KillsReport> {
  const reading = readSweep(tinySweep(seeds));
  if (!reading.ok) throw new Error(describeIssues(reading.issues));
  const { sweep } = reading;
  const random = createRandom(seed, 'sweep kills in the page');
  let drawn = 0;
  // Every fourth time while the page opens; else after a run or two, somewhere within one.
  const draw = () =>
    ++drawn % 4 === 0
      ? { runs: 0, milliseconds: random.integer(3000) }
      : { runs: 1 + random.integer(2), milliseconds: random.integer(1500) };
  await build({ logLevel: 'error' });
  const server = await preview({ logLevel: 'error', preview: { port: 0 } });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const alone = await sweepWithBrowserKills(address, sweep, 0, draw);
    const killed = await sweepWithBrowserKills(address, sweep, kills, draw);
    const which = `${killed.kills} of all processes of the browser`;
    return { kills: killed.kills, which, isSame: killed.table === alone.table };
  } finally {
    await server.close();
  }
}

const places = { 'command-line': killedInCommandLine, page: killedInPage } as const;

const { values } = parseArgs({
  options: {
    in: { type: 'string', default: 'command-line' },
    kills: { type: 'string', default: '20' },
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const asked = {
  kills: Number(values.kills),
  seeds: Number(values.seeds),
  seed: Number(values.seed),
};
const place = Object.entries(places).find(([name]) => name === values.in);
if (place === undefined) throw new Error(`--in takes ${Object.keys(places).join(' or ')}`);
const [, carryOut] = place;
const { kills, which, isSame } = await carryOut(asked);
console.log(
  `${3 * asked.seeds} runs, killed ${kills} times (${which}): the table is ${isSame ? 'that of the undisturbed sweep' : 'another'}`,
);
// The server that showed the page leaves something open.
process.exit(isSame && kills >= asked.kills ? 0 : 1);
