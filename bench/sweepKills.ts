/**
 * Whether a sweep survives being killed: `npm run bench:sweep-kills -- [--kills <count>] [--seeds <count>]
 * [--seed <number>]`. Carries out a sweep of tiny runs (three a seed) undisturbed, and once more with
 * SIGKILL at moments drawn at random, by turns to `sweep run` alone and to all of its processes. Prints
 * how many kills there were; exits with 1 where the two tables differ in a byte.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/lib/random.ts';
import { espalier } from '../src/node/testing/espalier.ts';
import { tinySweep } from '../src/spec/sweeps/testing/tinySweep.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const random = createRandom(Number(values.seed), 'sweep kills');
const main = join(import.meta.dirname, '../src/cli/main.ts');

/** Carries the sweep out until it ends or is killed after so long; the exit code, null where it was killed. */
function runUntil(args: readonly string[], milliseconds: number, all: boolean) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const id = child.pid ?? 0;
  const timer = setTimeout(() => process.kill(all ? -id : id, 'SIGKILL'), milliseconds);
  return new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'espalier-sweep-kills-'));
try {
  const sweep = join(folder, 'sweep.json');
  writeFileSync(sweep, JSON.stringify(tinySweep(Number(values.seeds))));
  const run = (out: string) => ['sweep', 'run', sweep, '--out', join(folder, out)];
  const began = performance.now();
  const alone = await espalier(run('alone'));
  if (alone.code !== 0) throw new Error(alone.stderr);
  const whole = performance.now() - began;
  let kills = 0;
  // So often that all of them come before the sweep is done.
  const between = whole / Number(values.kills);
  while (kills < Number(values.kills)) {
    const code = await runUntil(run('killed'), 1000 + random.uniform() * between, kills % 2 === 0);
    if (code === 0) break;
    if (code !== null) throw new Error(`sweep run ended with ${code}`);
    kills++;
  }
  const end = await espalier(run('killed'));
  if (end.code !== 0) throw new Error(end.stderr);
  const table = (out: string) => espalier(['sweep', 'collect', sweep, join(folder, out), '--json']);
  const [undisturbed, killed] = [await table('alone'), await table('killed')];
  const isSame = undisturbed.code === 0 && undisturbed.stdout === killed.stdout;
  console.log(
    `${3 * Number(values.seeds)} runs, killed ${kills} times: the table is ${isSame ? 'that of the undisturbed sweep' : 'another'}`,
  );
  process.exitCode = isSame ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
