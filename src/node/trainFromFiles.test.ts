/** Runs on images in their files come to the digest and predictions of runs on images in memory. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryFacts } from '../data/memoryFacts.ts';
import { writePng } from '../data/testing/writePng.ts';
import { writeTar } from '../data/testing/writeTar.ts';
import { writeZip } from '../data/testing/writeZip.ts';
import type { Engine } from '../engine/engine.ts';
import type { SplitOutputs } from '../methods/context.ts';
import type { RunResumption } from '../runner/runExperiment.ts';
import { digestOf, eventsOf, ofType } from '../runner/testing/runs.ts';
import { wasmOn } from '../runner/testing/wasmEngine.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { readFromDisk, readOrFileFromDisk } from './sourceFiles.ts';

const shape = { height: 64, width: 64, channels: 3 };
const imageBytes = 64 * 64 * 3;
const count = 110;
/** Bytes of six images, of which a batch has four. */
const held = 6 * imageBytes;

let folder = '';
const pathOf = (at: number) =>
  `photos/${at % 11 === 0 ? 'test' : 'train'}/${'abc'[at % 3]}/${at}.png`;

function picture(at: number): Uint8Array {
  const pixels = Uint8Array.from(
    { length: imageBytes },
    (_, place) => Math.imul(at * 977 + place + 1, 0x9e3779b1) >>> 24,
  );
  return writePng(pixels, shape, { zlib: { level: 0 } });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'espalier-files-'));
  const entries = Array.from({ length: count }, (_, at) => ({
    path: pathOf(at),
    bytes: picture(at),
    deflate: at % 2 === 0,
  }));
  for (const { path, bytes } of entries) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  await writeFile(join(folder, 'photos.zip'), writeZip(entries));
  await writeFile(join(folder, 'photos.tar'), writeTar(entries));
});
afterAll(() => rm(folder, { recursive: true }));

const spec = {
  ...defaultSpec,
  method: { kind: 'averaging' as const, rounds: 2 },
  network: { kind: 'mlp' as const, hidden: [4], initial: 'he' as const },
  augment: { normalise: 'per-channel' as const, pad: 2, mirror: true },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 4 },
  dataset: { ...defaultSpec.dataset, source: 'local:photos', validation: 0.1 },
};

const photos = () => join(folder, 'photos');

describe('photographs in their files', () => {
  test.each(['photos', 'photos.zip', 'photos.tar'])('are had by threads from %s', async (name) => {
    const inMemory = await readFromDisk([photos()]);
    const filed = await readOrFileFromDisk([join(folder, name)], {}, held);
    expect(filed.hash).toBe(inMemory.hash);
    const facts = memoryFacts(filed);
    expect(facts).toMatchObject({ decoded: count * imageBytes, fromFiles: true });
    // A quarter reads ahead, and four images have room in the rest.
    expect([facts.held, facts.kept]).toEqual([5.5 * imageBytes, 4 * imageBytes]);
  });

  test.each([1, 2])('train to the same digest and predictions on threads: %i', async (threads) => {
    const engine = await wasmOn(threads);
    try {
      const inMemory = await outcome(engine, await readFromDisk([photos()]));
      const filed = await outcome(engine, await readOrFileFromDisk([photos()], {}, held));
      expect(filed).toEqual(inMemory);
      expect(filed.predictions).toHaveLength(2);
    } finally {
      engine.dispose();
    }
  });

  test('that change end the run by name, and it goes on once they are back', async () => {
    const engine = await wasmOn(1);
    try {
      const dataset = await readOrFileFromDisk([photos()], {}, held);
      const whole = digestOf(await eventsOf(engine, { spec, dataset }));
      const kept: RunCheckpoint[] = [];
      const changed = join(folder, pathOf(1));
      const keepCheckpoint = async (checkpoint: RunCheckpoint) => {
        kept.push(structuredClone(checkpoint));
        if (kept.length === 1) await writeFile(changed, picture(2));
      };
      const events = await eventsOf(engine, { spec, dataset, keepCheckpoint });
      const [failed] = ofType(events, 'run-failed');
      expect(failed.message).toBe(
        'photos/train/b/1.png: it is another image than when the data set was read.',
      );
      expect(failed.remedy).toContain('Put it back as it was and go on with the run');
      await writeFile(changed, picture(1));
      const [checkpoint] = kept;
      const resumption: RunResumption = { checkpoint, state: stateUpTo(events, checkpoint.seq) };
      expect(digestOf(await eventsOf(engine, { spec, dataset, resumption }))).toBe(whole);
    } finally {
      engine.dispose();
    }
  });
});

async function outcome(engine: Engine, dataset: Awaited<ReturnType<typeof readOrFileFromDisk>>) {
  const predictions: SplitOutputs[] = [];
  const onOutputs = (_: number, outputs: SplitOutputs) => void predictions.push(outputs);
  const events = await eventsOf(engine, { spec, dataset, onOutputs });
  return { digest: digestOf(events), predictions };
}

function stateUpTo(events: readonly RunEvent[], seq: number): RunState {
  const told: RunEvent[] = JSON.parse(JSON.stringify(events.slice(0, seq + 1)));
  return foldRun(told) as RunState;
}
