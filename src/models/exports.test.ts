/**
 * Exported models answer as the runs that trained them did: every family of networks, every head and
 * every way of joining members, in the programs that people open them with. They are asked about 200
 * test images of published data where ESPALIER_DATA names them, else of the project's own.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes } from '../lib/hash.ts';
import { RecordingEngines } from '../runner/testing/recordedRuns.ts';
import { type ExportFormat, exportedFiles, exportFormats } from './exportFormats.ts';
import { readOnnx } from './onnx/readOnnx.ts';
import { readModelSafetensors } from './safetensors/readModelSafetensors.ts';
import { type AnsweredModel, answeredModel } from './testing/answeredModels.ts';
import { answeredNetwork, askedFamilies } from './testing/answeredNetworks.ts';
import { answerInPytorch, answerInTensorflow, checkOnnx } from './testing/answerScripts.ts';
import { arePublished } from './testing/publishedImages.ts';
import type { TrainedModel } from './trainedModel.ts';

const names = [
  'Complementary: a network for each round',
  'Complementary: as printed, CNNs on Glyphs',
  'Single: ResNet-8 on colour images',
  'Single: feature vectors, no hidden layer',
  'Worst-class boosting: MLPs, large batches',
  'Joint mixture: two CNNs and an MLP',
  'Level-wise: features, Ψ adapts, learned weights, two levels',
  'Level-wise: a file, the tree adapts, fitted weights, pins',
  'Level-wise: labels, given weights, ResNet-8',
  'Level-wise: confusions of training images, the largest kept',
  'Level-wise: confusions of held-out images, sampled',
  'Level-wise: features, a product along the path',
];

/** A Python that has PyTorch, or null. */
const python = pythonWith('torch');
if (python === null)
  process.stderr.write('No python3 with torch: safetensors are not tried in PyTorch.\n');

function pythonWith(module: string): string | null {
  for (const command of ['/usr/bin/python3', 'python3']) {
    if (spawnSync(command, ['-c', `import ${module}`]).status === 0) return command;
  }
  return null;
}

/** One that has ONNX, or null. */
const pythonOnnx = pythonWith('onnx');
if (pythonOnnx === null)
  process.stderr.write('No python3 with onnx: ONNX files are not checked.\n');

if (!arePublished)
  process.stderr.write(
    'ESPALIER_DATA is not set: exported models are asked about made-up images.\n',
  );

const models: AnsweredModel[] = [];
const engines = new RecordingEngines();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-exports-'));
  const engine = await engines.engineOf({ device: 'wasm' });
  for (const family of askedFamilies) models.push(await answeredNetwork(engine, family));
  for (const name of names) models.push(await answeredModel(engines, name));
  for (const [at, answered] of models.entries()) {
    writeFileSync(join(folder, `${at}.images`), Float32Array.from(answered.images));
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(sizesOf(answered)));
  }
}, 300_000);
afterAll(async () => {
  await engines.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** The largest difference between what a program says and what the run came to. */
function difference({ probabilities }: AnsweredModel, said: ArrayLike<number>): number {
  expect(said.length).toBe(probabilities.length);
  return probabilities.reduce((most, value, at) => Math.max(most, Math.abs(value - said[at])), 0);
}

/** What another program has written of a model, which is read once. */
async function answerIn(_: AnsweredModel, at: number): Promise<Float32Array> {
  const file = join(folder, `${at}.answers`);
  const bytes = new Uint8Array(readFileSync(file));
  rmSync(file);
  return new Float32Array(bytes.buffer);
}

/** By the name of the model, so that whatever is wrong is named. */
async function differences(say: (model: AnsweredModel, at: number) => Promise<ArrayLike<number>>) {
  const found: Record<string, number> = {};
  for (const [at, model] of models.entries()) {
    found[model.name] = difference(model, await say(model, at));
  }
  return found;
}

const wrong = (found: Record<string, number>) =>
  Object.entries(found).filter(([, most]) => !(most <= 1e-5));

/** Whether the answers differ from image to image, so that to compare them means something. */
function isTelling({ model, probabilities, count }: AnsweredModel): boolean {
  const [first] = model.classes.keys();
  const ofClass = Array.from({ length: count }, (_, image) => {
    return probabilities[image * model.classes.length + first];
  });
  return Math.max(...ofClass) - Math.min(...ofClass) > 0.01;
}

const hashes = (model: TrainedModel, format: ExportFormat) =>
  exportedFiles(model, format).map(({ name, bytes }) => `${name} ${hashBytes(bytes)}`);

/** Sizes of the images as a program takes them. */
function sizesOf({ model, count }: AnsweredModel): number[] {
  const { height, width, channels } = model.input.shape;
  return model.input.values === 'features' ? [count, width] : [count, height, width, channels];
}

describe('an exported model answers as it did in training', () => {
  it.skipIf(!arePublished)('to 200 published test images of each', () => {
    expect(models.filter(({ count }) => count !== 200)).toEqual([]);
  });

  it('to images that differ', () => {
    expect(models.filter((model) => !isTelling(model)).map(({ name }) => name)).toEqual([]);
  });

  it('reads back as the same model, and is written to the same bytes', () => {
    for (const { model, name } of models) {
      const [plain] = exportedFiles(model, 'safetensors');
      const [onnx] = exportedFiles(model, 'onnx');
      const written = exportFormats.map((format) => hashes(model, format));
      for (const back of [readModelSafetensors(plain.bytes, name), readOnnx(onnx.bytes, name)]) {
        const again = exportFormats.map((format) => hashes(back, format));
        expect([name, ...again]).toEqual([name, ...written]);
      }
    }
  }, 300_000);

  it.each(['disabled', 'all'] as const)('as ONNX, graph optimisations %s', async (level) => {
    const found = await differences(async (answered) => {
      const [{ bytes }] = exportedFiles(answered.model, 'onnx');
      const session = await InferenceSession.create(bytes, {
        graphOptimizationLevel: level,
        intraOpNumThreads: 1,
        logSeverityLevel: 3,
      });
      const images = new Tensor('float32', Float32Array.from(answered.images), sizesOf(answered));
      const { probabilities } = await session.run({ images });
      await session.release();
      return probabilities.data as Float32Array;
    });
    expect(wrong(found)).toEqual([]);
  });

  it('as a layers model of stock TensorFlow.js', async () => {
    for (const [at, { model }] of models.entries()) {
      const [topology, ...shards] = exportedFiles(model, 'tfjs');
      writeFileSync(join(folder, `${at}.model.json`), topology.bytes);
      writeFileSync(join(folder, `${at}.weights`), Buffer.concat(shards.map(({ bytes }) => bytes)));
    }
    const asked = ['--input-type=module', '-e', answerInTensorflow, folder, `${models.length}`];
    const { stdout } = await promisify(execFile)(process.execPath, asked);
    expect(stdout).toContain('wasm');
    expect(wrong(await differences(answerIn))).toEqual([]);
  }, 300_000);

  it.skipIf(python === null)(
    'in PyTorch, by the file beside the safetensors',
    async () => {
      for (const [at, { model }] of models.entries()) {
        for (const { name, bytes } of exportedFiles(model, 'safetensors')) {
          const own = name.endsWith('.py') ? name : `${at}.safetensors`;
          writeFileSync(join(folder, own), bytes);
        }
      }
      writeFileSync(join(folder, 'answer.py'), answerInPytorch);
      await promisify(execFile)(python ?? '', ['answer.py', `${models.length}`], { cwd: folder });
      expect(wrong(await differences(answerIn))).toEqual([]);
    },
    120_000,
  );

  it.skipIf(pythonOnnx === null)(
    'as ONNX that its own checker takes',
    async () => {
      for (const [at, answered] of models.entries()) {
        const [{ bytes }] = exportedFiles(answered.model, 'onnx');
        writeFileSync(join(folder, `${at}.onnx`), bytes);
      }
      writeFileSync(join(folder, 'check.py'), checkOnnx);
      const ended = await promisify(execFile)(pythonOnnx ?? '', ['check.py', `${models.length}`], {
        cwd: folder,
      });
      const [first, ...texts] = ended.stdout.trim().split('\n');
      expect(first).toBe('images probabilities');
      expect(texts.map((text) => JSON.parse(text))).toEqual(
        models.map(({ model }) => model.classes),
      );
    },
    120_000,
  );
});
