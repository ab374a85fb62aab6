/**
 * Whether a run survives being killed: `npm run bench:kills -- [--kills <count>] [--seed <number>]
 * [--in command-line|chromium]… [--method complementary|levelwise]…`. Trains small experiments of
 * both methods, kills the process (of Chromium all processes) with SIGKILL at moments drawn at
 * random, goes on, and compares with a run that was left alone. Prints how many kills there were and
 * how many epochs that had been told of were lost; exits with 1 where any was, or where a digest
 * differs.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { runWithBrowserKills } from '../e2e/killedBrowser.ts';
import { killedExperiments } from '../e2e/killedExperiments.ts';
import { createRandom } from '../src/lib/random.ts';
import { type CutOffReport, type KillMoment, runWithKills } from '../src/node/testing/cutOff.ts';
import { espalier } from '../src/node/testing/espalier.ts';
import { plainText } from './steps/table.ts';

const places = ['command-line', 'chromium'] as const;
type Place = (typeof places)[number];
const methods = ['complementary', 'levelwise'] as const;
type Method = keyof ReturnType<typeof killedExperiments>;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    in: { type: 'string', multiple: true, default: [...places] },
    method: { type: 'string', multiple: true, default: [...methods] },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);

/** An epoch or some more, and up to a twentieth of a second: anywhere within what an epoch does. */
function moments(place: Place, method: Method): () => KillMoment {
  const random = createRandom(seed, 'kill moments', place, method);
  return () => ({ epochs: 1 + random.integer(4), milliseconds: random.integer(50) });
}

/**
 * Epochs of each of two networks, which so many kills get through, with some to spare: a page goes on
 * while it is looked at, a process is killed at once.
 */
const epochsFor = (place: Place, count: number) => 30 + count * (place === 'chromium' ? 25 : 5);

async function inCommandLine(method: Method): Promise<[CutOffReport, CutOffReport]> {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-kills-'));
  try {
    const spec = join(folder, 'spec.json');
    const changes = [
      'network={"kind":"mlp","hidden":[16],"initial":"he"}',
      'dataset.limitPerClass=40',
      'training.batchSize=32',
      ...(method === 'complementary'
        ? ['method.rounds=2', `training.epochs=${epochsFor('command-line', kills)}`]
        : [`training.epochs=${2 * epochsFor('command-line', kills)}`]),
    ].flatMap((change) => ['--set', change]);
    const preset = method === 'complementary' ? 'glyphs-cnn' : 'levelwise-tree';
    const { stdout, stderr } = await espalier(['spec', preset, ...changes]);
    if (stdout === '') throw new Error(stderr);
    writeFileSync(spec, stdout);
    const args = ['run', spec, '--threads', '1'];
    const draw = moments('command-line', method);
    return [
      await runWithKills(args, join(folder, 'alone'), 0, draw),
      await runWithKills(args, join(folder, 'killed'), kills, draw),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inChromium(method: Method): Promise<[CutOffReport, CutOffReport]> {
  await build({ logLevel: 'error' });
  const server = await preview({ logLevel: 'error', preview: { port: 0 } });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const experiment = { ...killedExperiments(epochsFor('chromium', kills))[method], address };
    const draw = moments('chromium', method);
    return [
      await runWithBrowserKills(experiment, 0, draw),
      await runWithBrowserKills(experiment, kills, draw),
    ];
  } finally {
    await server.close();
  }
}

const measure: Readonly<Record<Place, typeof inChromium>> = {
  'command-line': inCommandLine,
  chromium: inChromium,
};
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));

const rows: string[][] = [];
let isLossless = true;
for (const place of places.filter((name) => values.in.includes(name))) {
  for (const method of methods.filter((name) => values.method.includes(name))) {
    const [alone, killed] = await measure[place](method);
    const isSame = alone.digest === killed.digest;
    isLossless &&= isSame && killed.epochsLost === 0;
    const found = [killed.kills, killed.epochsLost, isSame ? 'the same' : 'another'].map(String);
    rows.push([place, method, ...found]);
    console.error(`${place}, ${method}: ${found.join(', ')}`);
  }
}
const head = ['killed in', 'method', 'kills', 'finished epochs lost', 'digest in the end'];
console.log(`Espalier ${version}, seed ${seed}\n${plainText([head, ...rows])}`);
process.exit(isLossless ? 0 : 1);
