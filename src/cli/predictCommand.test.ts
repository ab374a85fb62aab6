/** New pictures asked of the networks of a run on disk. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { glyphs } from '../data/catalog/glyphs.ts';
import { openGlyphs } from '../data/catalog/openGlyphs.ts';
import { Interruption } from './interruption.ts';
import { predictions } from './predictCommand.ts';
import { runOptions } from './runArguments.ts';
import { runCommand } from './runCommand.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-predict-'));
  const spec = join(folder, 'spec.json');
  const changes = [
    'method.rounds=2',
    'training.epochs=2',
    'dataset.limitPerClass=20',
    'network={"kind":"mlp","hidden":[16],"initial":"he"}',
    'training.batchSize=32',
  ];
  writeFileSync(spec, presetJson('glyphs-cnn', changes));
  const out = join(folder, 'run');
  const flags = { out, threads: '1', 'save-predictions': true, 'save-network': true };
  const interruption = new Interruption(() => {});
  expect(await runCommand(await runOptions([spec], flags), interruption)).toBe(0);
  cpSync(join(out, 'events.jsonl'), join(folder, 'bare', 'events.jsonl'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A test image as a file of grey pixels. */
function writeTestImage(path: string, index: number): void {
  const file = new Uint8Array(readFileSync(join(import.meta.dirname, '../../public/glyphs.bin')));
  const { test, shape } = openGlyphs(file, glyphs);
  const size = shape.height * shape.width;
  if (test === null) throw new Error('Glyphs has test images');
  const pixels = (test.images as Uint8Array).subarray(index * size, (index + 1) * size);
  const header = new TextEncoder().encode(`P5\n${shape.width} ${shape.height}\n255\n`);
  writeFileSync(path, Buffer.concat([header, pixels]));
}

/** The probabilities that a network told of an image when it was trained. */
function toldOf(round: number, index: number, classCount: number): number[] {
  const bytes = readFileSync(join(folder, 'run', 'predictions-test.npy'));
  const start = bytes.length % 64 === 0 ? 128 : bytes.readUInt16LE(8) + 10;
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start));
  const images = values.length / 2 / classCount;
  const from = ((round - 1) * images + index) * classCount;
  return [...values.subarray(from, from + classCount)];
}

it('reads pictures as the run read the same images, and passes over what is none', async () => {
  const pictures = join(folder, 'pictures');
  mkdirSync(join(pictures, 'more'), { recursive: true });
  writeTestImage(join(pictures, 'a.pgm'), 3);
  writeTestImage(join(pictures, 'more', '=b.pgm'), 40);
  writeFileSync(join(pictures, 'notes.txt'), 'no picture');
  const asked = await predictions([join(folder, 'run'), pictures], { json: true });
  expect(asked.problems).toEqual([]);
  const { classes, images, networks } = JSON.parse(asked.text);
  expect(networks).toHaveLength(2);
  expect(images.map(({ file }: { file: string }) => file)).toEqual([
    join(pictures, 'a.pgm'),
    join(pictures, 'more', '=b.pgm'),
  ]);
  for (const [place, index] of [3, 40].entries()) {
    for (const round of [1, 2]) {
      const told = toldOf(round, index, classes.length);
      const now: number[] = images[place].networks[round - 1].probabilities;
      const gap = Math.max(...now.map((value, at) => Math.abs(value - told[at])));
      expect(gap).toBeLessThan(1e-6);
    }
    const sum = images[place].probabilities.reduce((a: number, b: number) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
  }

  const broken = join(folder, 'broken.png');
  writeFileSync(broken, 'not a picture');
  const csv = await predictions([join(folder, 'run'), pictures, broken], { csv: true });
  const lines = csv.text.split(/\r?\n/);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('network 1,network 1 probability');
  expect(lines[3]).toContain('broken.png');
  expect(csv.problems).toEqual([expect.stringMatching(/broken\.png.*What to do/)]);
}, 300_000);

it('says what is missing, and what to do', async () => {
  const picture = join(folder, 'one.pgm');
  writeTestImage(picture, 0);
  await expect(predictions([join(folder, 'bare'), picture], {})).rejects.toThrow(
    /was not kept.*--save-network/,
  );
  await expect(predictions([join(folder, 'run')], {})).rejects.toThrow('predict needs');
  const both = predictions([join(folder, 'run'), picture], { csv: true, json: true });
  await expect(both).rejects.toThrow('not both');
  const gone = predictions([join(folder, 'run'), join(folder, 'gone')], {});
  await expect(gone).rejects.toThrow('could not be read');
});
