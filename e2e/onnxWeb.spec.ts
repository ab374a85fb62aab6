/**
 * Exported models answer in ONNX Runtime for the web, in Chromium, as the runs that trained them did:
 * 200 test images of published data where ESPALIER_DATA names them, else of the project's own.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type * as OnnxRuntime from 'onnxruntime-node';
import { writeOnnx } from '../src/models/onnx/writeOnnx.ts';
import { type AnsweredModel, answeredModel } from '../src/models/testing/answeredModels.ts';
import { answeredNetwork, askedFamilies } from '../src/models/testing/answeredNetworks.ts';
import { askedImages } from '../src/models/testing/publishedData.ts';
import { arePublished } from '../src/models/testing/publishedImages.ts';
import { RecordingEngines } from '../src/runner/testing/recordedRuns.ts';

/** Every head and every way of joining, at what trains in a moment. */
const names = [
  'Complementary: a network for each round',
  'Single: feature vectors, no hidden layer',
  'Worst-class boosting: MLPs, large batches',
  'Joint mixture: two CNNs and an MLP',
  'Level-wise: features, Ψ adapts, learned weights, two levels',
  'Level-wise: features, a product along the path',
];

const told = `${askedImages} ${arePublished ? 'published' : 'made-up'} images`;
const runtime = join(import.meta.dirname, '../node_modules/onnxruntime-web/dist');
const types: Readonly<Record<string, string>> = {
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

const models: AnsweredModel[] = [];
let server: Server;
let origin = '';

test.beforeAll(async () => {
  const engines = new RecordingEngines();
  const engine = await engines.engineOf({ device: 'wasm' });
  for (const family of askedFamilies) models.push(await answeredNetwork(engine, family));
  for (const name of names) models.push(await answeredModel(engines, name));
  await engines.dispose();
  server = createServer(async ({ url = '/' }, response) => {
    const name = basename(url);
    const [, at, kind] = /^(\d+)\.(onnx|images)$/.exec(name) ?? [];
    const type = types[name.slice(name.lastIndexOf('.'))];
    if (at !== undefined) {
      const { model, images } = models[Number(at)];
      const own =
        kind === 'onnx' ? writeOnnx(model) : new Uint8Array(Float32Array.from(images).buffer);
      response.end(own);
    } else if (type === undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><title>ONNX Runtime</title>');
    } else {
      response.writeHead(200, { 'Content-Type': type });
      response.end(await readFile(join(runtime, name)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => void server.close());

/** Sizes of the images as a graph takes them. */
function sizesOf({ model, count }: AnsweredModel): number[] {
  const { height, width, channels } = model.input.shape;
  return model.input.values === 'features' ? [count, width] : [count, height, width, channels];
}

for (const level of ['disabled', 'all'] as const) {
  test(`within 1e-5 of ours on ${told}, graph optimisations ${level}`, async ({ page }) => {
    await page.goto(origin);
    const asked = { sizes: models.map(sizesOf), level };
    const answers = await page.evaluate(async ({ sizes, level }) => {
      const { env, InferenceSession, Tensor }: typeof OnnxRuntime = await import(
        `${location.origin}/ort.wasm.bundle.min.mjs`
      );
      env.wasm.numThreads = 1;
      env.wasm.wasmPaths = `${location.origin}/`;
      const bytesAt = async (name: string) => (await fetch(`/${name}`)).arrayBuffer();
      const said: number[][] = [];
      for (const [at, own] of sizes.entries()) {
        const session = await InferenceSession.create(new Uint8Array(await bytesAt(`${at}.onnx`)), {
          graphOptimizationLevel: level,
          logSeverityLevel: 3,
        });
        const values = new Float32Array(await bytesAt(`${at}.images`));
        const { probabilities } = await session.run({ images: new Tensor('float32', values, own) });
        said.push([...(probabilities.data as Float32Array)]);
        await session.release();
      }
      return said;
    }, asked);
    const wrong = models.flatMap(({ name, probabilities }, at) => {
      expect(answers[at], name).toHaveLength(probabilities.length);
      const most = Math.max(
        ...answers[at].map((value, place) => Math.abs(value - probabilities[place])),
      );
      return most <= 1e-5 ? [] : [`${name}: ${most}`];
    });
    expect(models).toHaveLength(askedFamilies.length + names.length);
    expect(wrong).toEqual([]);
  });
}
