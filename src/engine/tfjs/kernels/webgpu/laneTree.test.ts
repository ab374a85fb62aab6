/** Lanes join their values by one tree, however they exchange them. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, type Tensor1D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { installDawn, removeDawn } from '../../testing/dawn.ts';
import { startForTest } from '../../testing/devices.ts';
import { tensorOf } from '../../testing/values.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import { exchanges, hasSubgroups, laneTree, type Span } from './laneTree.ts';
import { createTensor, type Exchange, runShader } from './shader.ts';

const missing = await installDawn();
afterAll(removeDawn);

const groups = 3;

type Join = (low: number, high: number) => number;

/** Neighbours joined, then pairs of pairs, of values `from` apart, in float32. */
function joined(values: readonly number[], from: number, join: Join): number[] {
  if (values.length === from) return [...values];
  const pairs: number[] = [];
  for (let at = 0; at < values.length; at += 2 * from) {
    for (let lane = at; lane < at + from; lane++) {
      pairs.push(Math.fround(join(values[lane], values[lane + from])));
    }
  }
  return joined(pairs, from, join);
}

describe.skipIf(missing !== null)('joining lanes on webgpu', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
  });
  afterAll(() => backend?.dispose());

  /** What every lane comes to: sums, after others that have used the memory, or differences. */
  async function found(span: Span, x: Tensor1D, isShared: boolean, exchange: Exchange) {
    const result = createTensor<Tensor1D>([x.size]);
    const common = { type: 'f32', isShared, exchange, ...span };
    runShader({
      name: 'joinedLanes',
      constants: { nearest: span.from, isShared: Number(isShared) },
      reads: { x },
      writes: { result },
      size: { groups, groupSize: span.to, exchange },
      code: `
        ${laneTree({ ...common, name: 'join', join: isShared ? 'low + high' : 'low - high' })}
        fn run(group : u32, lane : u32, subgroup : u32) {
          if (group >= ${groups}u) { return; }
          let at = group * ${span.to}u + lane;
          ${isShared ? 'let sum = join(x[at] - 1.0, lane, subgroup);' : ''}
          result[at] = x[at] ${isShared ? '+ 0.0 * sum' : ''};
          result[at] = join(result[at], lane, subgroup);
        }`,
    });
    const values = await backend.memory.read(result);
    result.dispose();
    return values;
  }

  const spans = [1, 2, 4, 8].flatMap((from) =>
    [1, 2, 4, 16, 64, 128].filter((to) => to >= from).map((to) => [from, to] as const),
  );

  it.each(spans)('%i to %i', async (from, to) => {
    backend.activate();
    const { device } = activeBackend() as WebGPUBackend;
    const x = tensorOf<Tensor1D>(randomValues('x', groups * to));
    const values = [...(await x.data<'float32'>())];
    const usable = exchanges.filter((variant) => variant === 'memory' || hasSubgroups(device));
    for (const exchange of usable) {
      for (const isShared of [true, false]) {
        const results = await found({ from, to }, x, isShared, exchange);
        for (let group = 0; group < groups; group++) {
          const own = values.slice(group * to, (group + 1) * to);
          const expected = joined(own, from, (low, high) => (isShared ? low + high : low - high));
          const ofGroup = [...results.subarray(group * to, (group + 1) * to)];
          const known = isShared ? own.map((_, lane) => expected[lane % from]) : expected;
          expect(ofGroup.slice(0, known.length), `${exchange}, shared ${isShared}`).toEqual(known);
        }
      }
    }
    x.dispose();
    backend.check();
  });
});
