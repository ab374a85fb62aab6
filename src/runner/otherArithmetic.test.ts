/**
 * An engine of JavaScript whose `Math` rounds otherwise, as versions of V8, Firefox and WebKit do, gives
 * the recorded digests on WASM all the same. (The operator `**` cannot be replaced; the architecture
 * test keeps it out.)
 */
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordingEngines, readRecording } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';

const functions = [
  ...(['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt'] as const),
  ...(['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'asin', 'acos', 'atan'] as const),
];

/** Off by about one unit in the last place. */
const off = (x: number) => x * (1 + Number.EPSILON);

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

beforeEach(() => {
  for (const name of functions) {
    const exact = Math[name];
    vi.spyOn(Math, name).mockImplementation((x) => off(exact(x)));
  }
  const { pow } = Math;
  vi.spyOn(Math, 'pow').mockImplementation((x, y) => off(pow(x, y)));
});
afterEach(() => vi.restoreAllMocks());

it('rounds otherwise', () => {
  expect(Math.exp(0.3)).not.toBe(1.3498588075760032);
  const { pow } = Math;
  expect(pow(0.3, 0.7)).not.toBe(0.3 ** 0.7);
});

const onWasm = recordedSpecs.filter(({ device }) => device === 'wasm');
describe('every recorded experiment on WASM keeps its digest', () => {
  it.each(onWasm.map((spec) => [spec.name, spec] as const))('%s', async (name, spec) => {
    expect(await engines.digestOf(spec)).toBe(readRecording()[name].digest);
  });
});
