import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunLane } from './runLane.ts';

const serving = join(import.meta.dirname, 'testing/servingRuns.mjs');
let started = 0;
let abort: AbortController;
let lane: RunLane;

beforeEach(() => {
  started = 0;
  abort = new AbortController();
  const start = () => {
    started++;
    return spawn(process.execPath, [serving], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  };
  lane = new RunLane(start, abort.signal);
});
afterEach(() => lane.end());

it('carries runs out in one process, and in a fresh one where that has had enough', async () => {
  const [first, second, last] = [0, 1, 400];
  const { said } = await lane.carryOut(first);
  expect(await lane.carryOut(second)).toMatchObject({ code: 0, said });
  expect((await lane.carryOut(last)).said).toBe(said);
  expect((await lane.carryOut(first)).said).not.toBe(said);
  expect(started).toBe(2);
});

it('tries a run once more that failed after others, and no other', async () => {
  await lane.carryOut(0);
  expect(await lane.carryOut(100)).toMatchObject({ code: 0, isAfterOthers: false });
  expect(started).toBe(2);
  expect(await lane.carryOut(200)).toMatchObject({ code: 3, isAfterOthers: false });
  expect(started).toBe(3);
});

it('loses one run where it kills every process, and goes on with the next', async () => {
  await lane.carryOut(0);
  const killed = await lane.carryOut(300);
  expect(killed).toMatchObject({ code: null, isCutOff: true });
  expect(killed.said).toContain('It was ended by SIGKILL.');
  expect(started).toBe(3);
  expect((await lane.carryOut(1)).code).toBe(0);
});

it('interrupts the run that is under way, and begins none afterwards', async () => {
  await lane.carryOut(0);
  const run = lane.carryOut(500);
  abort.abort();
  expect((await run).code).toBe(130);
  expect(started).toBe(1);
});

it('says why no process could be started', async () => {
  const start = () =>
    spawn(join(serving, '../none'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const missing = new RunLane(start, abort.signal);
  expect((await missing.carryOut(0)).said).toContain('ENOENT');
  await missing.end();
});
