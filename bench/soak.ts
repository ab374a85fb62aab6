/**
 * Whether training for long holds on to memory: `npm run bench:soak -- [--steps <count>]
 * [--device wasm|webgpu]… [--network cnn|resnet]`. Trains a small network for 10,000 steps on
 * WebAssembly and, where there is an adapter, on WebGPU (a software one too), and prints how tensors,
 * buffers on the device, WebAssembly's memory and JavaScript's grew once all was warm. Exits with 1
 * where one of them did.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { startDevice } from '../src/engine/tfjs/backends/devices.ts';
import { installDawn } from '../src/engine/tfjs/testing/dawn.ts';
import { GpuWatch } from '../src/engine/tfjs/testing/gpuWatch.ts';
import { holdingsOf, startSmallTraining } from '../src/engine/tfjs/testing/smallTraining.ts';
import { installedWasmPaths } from '../src/engine/tfjs/testing/wasmFiles.ts';
import type { NetworkSpec } from '../src/spec/networks/networks.ts';
import { isConstant, type Reading, slopeOf } from './soak/slope.ts';
import { plainText } from './steps/table.ts';

const networks: ReadonlyMap<string, NetworkSpec> = new Map([
  ['cnn', { kind: 'cnn', channels: [2, 3] }],
  ['resnet', { kind: 'resnet', depth: 8 }],
]);

/** Readings, evenly spaced; the first half of them is warming up. */
const readingCount = 40;
/** Bytes a step that JavaScript's memory may seem to grow by: its compiler's and its measure's. */
const jsTolerance = 32;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type Device = 'wasm' | 'webgpu';

async function soak(device: Device, network: NetworkSpec, steps: number): Promise<boolean> {
  const watch = device === 'webgpu' ? new GpuWatch() : null;
  const backend = await startDevice(device, { wasmPaths: installedWasmPaths() });
  const training = startSmallTraining(backend, network);
  const readings = new Map<string, Reading[]>();
  const note = (name: string, step: number, value: number) => {
    readings.set(name, [...(readings.get(name) ?? []), { step, value }]);
  };
  const begin = performance.now();
  for (let reading = 1; reading <= readingCount; reading++) {
    await training.train(Math.round(steps / readingCount));
    if (reading <= readingCount / 2) continue;
    const step = reading * Math.round(steps / readingCount);
    const { tensors, gpuBytes, wasmBytes } = holdingsOf(backend, watch);
    note('tensors', step, tensors);
    if (device === 'webgpu') note('bytes on the device', step, gpuBytes);
    if (device === 'wasm') note('bytes of WebAssembly', step, wasmBytes);
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    note('bytes of JavaScript', step, heapUsed + arrayBuffers);
  }
  const seconds = (performance.now() - begin) / 1000;
  training.dispose();
  backend.dispose();
  console.log(`${device}: ${steps} steps in ${seconds.toFixed(1)} s\n${tableOf(readings)}\n`);
  return [...readings].every(([name, ofName]) => isFlat(name, ofName));
}

function isFlat(name: string, readings: readonly Reading[]): boolean {
  return name === 'bytes of JavaScript' ? slopeOf(readings) <= jsTolerance : isConstant(readings);
}

function tableOf(readings: ReadonlyMap<string, readonly Reading[]>): string {
  const lines = [...readings].map(([name, ofName]) => [
    name,
    String(ofName[0].value),
    String(ofName[ofName.length - 1].value),
    slopeOf(ofName).toFixed(2),
    isFlat(name, ofName) ? 'flat' : 'GROWS',
  ]);
  return plainText([['what', 'once warm', 'at the end', 'a step', ''], ...lines]);
}

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '10000' },
    device: { type: 'string', multiple: true },
    network: { type: 'string', default: 'cnn' },
  },
});
const network = networks.get(values.network);
const steps = Number(values.steps);
const unknown = values.device?.find((name) => name !== 'wasm' && name !== 'webgpu');
if (network === undefined || unknown !== undefined || !(steps >= readingCount)) {
  const names = [...networks.keys()].join(', ');
  console.error(
    `Allowed are --network ${names}; --device wasm, webgpu; ${readingCount} steps or more`,
  );
  process.exit(2);
}
const missing = await installDawn();
const devices: readonly Device[] = (['wasm', 'webgpu'] as const).filter(
  (device) => values.device?.includes(device) ?? (device === 'wasm' || missing === null),
);
if (missing !== null) console.log(`WebGPU: ${missing}`);
enableProdMode();
let areAllFlat = true;
for (const device of devices) {
  const isDeviceFlat = await soak(device, network, steps);
  areAllFlat &&= isDeviceFlat;
}
process.exit(areAllFlat ? 0 : 1);
