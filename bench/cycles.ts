/**
 * Whether starting and stopping runs leaves anything behind: `npm run bench:cycles -- [--count
 * <cycles>]`. One worker trains runs of both methods in turn on WebAssembly with two threads, each
 * stopped after its first epoch and removed, 200 times unless told otherwise, and what it holds is
 * read after each. Exits with 1 where it grew in the second half.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startThread } from '../src/node/nodeThreads.ts';
import { startAndStop } from '../src/worker/testing/startStopCycles.ts';
import { isConstant, type Reading, slopeOf } from './soak/slope.ts';
import { plainText } from './steps/table.ts';

/** Bytes a cycle that JavaScript's memory may seem to grow by: its compiler's and its measure's. */
const jsTolerance = 4096;

const { values } = parseArgs({ options: { count: { type: 'string', default: '200' } } });
const count = Number(values.count);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const readings = new Map<string, Reading[]>();
const note = (name: string, step: number, value: number) => {
  readings.set(name, [...(readings.get(name) ?? []), { step, value }]);
};
await startAndStop(count, startThread, (cycle, { tensors, wasmBytes, storedBytes, threads }) => {
  if (cycle <= count / 2) return;
  note('tensors', cycle, tensors);
  note('bytes of WebAssembly', cycle, wasmBytes);
  note('bytes stored', cycle, storedBytes);
  note('threads', cycle, threads);
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  note('bytes of JavaScript', cycle, heapUsed + arrayBuffers);
});

const head = ['held', 'after', 'a cycle more'];
const rows = [...readings].map(([name, all]) => [
  name,
  String(all.at(-1)?.value),
  slopeOf(all).toFixed(1),
]);
console.log(`${count} runs started and stopped\n${plainText([head, ...rows])}`);
const isFlat = [...readings].every(([name, all]) =>
  name === 'bytes of JavaScript' ? slopeOf(all) <= jsTolerance : isConstant(all),
);
process.exit(isFlat ? 0 : 1);
