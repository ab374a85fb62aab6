/**
 * Whether `sweep run` keeps two cores busy: `npm run bench:sweep-cores -- [--runs <even count>]`.
 * Carries out the same sweep of runs of one thread one at a time, and two at once, and compares the
 * rates; exits with 1 below 1.7. For a machine with two cores or more that does nothing else.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { espalier } from '../src/node/testing/espalier.ts';
import { tinySweep } from '../src/spec/sweeps/testing/tinySweep.ts';

/** The rate of two cores, as a multiple of one core’s. */
const least = 1.7;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '6' } } });
const count = Number(values.runs);

/** Runs of one setting, each of some tens of seconds. */
const tiny = tinySweep(1);
const { base } = tiny;
const sweep = {
  ...tiny,
  name: 'Two cores',
  base: {
    ...base,
    dataset: { ...base.dataset, limitPerClass: 200 },
    training: { ...base.training, epochs: 40 },
  },
  axes: [],
  seeds: { first: 1, count },
};

const folder = mkdtempSync(join(tmpdir(), 'espalier-sweep-cores-'));
try {
  const path = join(folder, 'sweep.json');
  writeFileSync(path, JSON.stringify(sweep));
  const secondsOf = async (atOnce: number) => {
    const began = performance.now();
    const out = join(folder, String(atOnce));
    const args = ['sweep', 'run', path, '--out', out, '--at-once', String(atOnce)];
    const { code, stderr } = await espalier(args);
    if (code !== 0) throw new Error(stderr);
    return (performance.now() - began) / 1000;
  };
  const [one, two] = [await secondsOf(1), await secondsOf(2)];
  const rate = one / two;
  console.log(
    `${count} runs: ${one.toFixed(1)} s one at a time, ${two.toFixed(1)} s two at once, ${rate.toFixed(2)} times the rate (at least ${least} is asked)`,
  );
  process.exitCode = rate >= least ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
