/**
 * Espalier on WebAssembly, as it is and by fused multiply-adds, beside native PyTorch, on as many threads:
 * first whether all compute the same, then how fast, step blocks in turn.
 */
import { agree, type Comparison, type Row } from './compare.ts';
import { answerOf, type Host, type Hosts } from './hosts.ts';
import { median, type TimingBudget, timeInTurn } from './interleaved.ts';
import { openTorch } from './nativeProcess.ts';
import type { FirstGradients } from './stepper.ts';
import { type NativeTaskName, nativeBatch, nativeTasks } from './tasks.ts';

/** Steps whose losses are compared, and which show how long one takes. */
const comparedSteps = 5;

/**
 * So much of its length may a parameter's gradient be off. Rounding alone comes to a hundred thousandth,
 * but in deep networks some values fall on the other side of a ReLU's zero, which moves gradients by
 * up to a hundredth; what is computed wrongly moves them by all of it.
 */
const gradientTolerance = 0.02;

interface Racing {
  readonly engine: Row['engine'];
  readonly host: Host;
  readonly device: string;
  readonly first: FirstGradients;
  readonly losses: readonly number[];
  readonly firstMs: number;
  readonly stepMs: number;
}

interface Circumstances {
  readonly hosts: Hosts;
  readonly budget: TimingBudget;
  readonly report: (line: string) => void;
}

/** Compares both on a task; where there is no PyTorch, says so and measures nothing. */
export async function besideTorch(
  task: NativeTaskName,
  { hosts, budget, report }: Circumstances,
): Promise<Comparison> {
  let torch: Host;
  try {
    torch = await openTorch();
  } catch (cause) {
    const reason = `skipped: ${(cause as Error).message}`;
    report(`${task}: torch ${reason}`);
    return { rows: [], refusals: [{ task, engine: 'torch', device: 'cpu', reason }] };
  }
  const [espalier, fused] = [await hosts.open('node'), await hosts.open('node')];
  try {
    const reference = await start({ engine: 'torch', device: 'cpu', host: torch, task, report });
    const racers = [
      await start({ engine: 'espalier', device: 'wasm', host: espalier, task, report }),
      await start({ engine: 'espalier', device: 'wasm-fused', host: fused, task, report }),
      reference,
    ];
    const areSame = racers.map(({ first, losses, device }) => {
      const { miss, parameter } = largestMiss(first.gradients, reference.first.gradients);
      if (miss > 0) {
        report(
          `${task}: gradients of the first step on ${device} differ by ${miss.toExponential(1)} (${parameter})`,
        );
      }
      const expected = [reference.first.loss, ...reference.losses];
      return miss <= gradientTolerance && agree([first.loss, ...losses], expected);
    });
    const timings = await timeInTurn(racers, budget);
    const rows = racers.map(({ engine, host, device, firstMs }, index): Row => {
      const { milliseconds, failure } = timings[index];
      if (failure !== null) throw new Error(`${task}: ${engine}: ${failure}`);
      return {
        task,
        batch: nativeBatch(task),
        engine,
        device,
        host: host.name,
        firstMs,
        milliseconds,
        comparedSteps,
        lossAgrees: areSame[index],
      };
    });
    return { rows, refusals: [] };
  } finally {
    await Promise.all([torch, espalier, fused].map((host) => host.close()));
  }
}

interface Start {
  readonly engine: 'espalier' | 'torch';
  readonly device: 'wasm' | 'wasm-fused' | 'cpu';
  readonly host: Host;
  readonly task: NativeTaskName;
  readonly report: Circumstances['report'];
}

async function start({ engine, device, host, task, report }: Start): Promise<Racing> {
  const options = { network: nativeTasks[task], batch: nativeBatch(task), isCaptured: true };
  const started = await answerOf(
    host,
    // PyTorch does not read which engine it is.
    { command: 'start', engine: 'espalier', device, ...options },
    'started',
  );
  const first = await answerOf(host, { command: 'gradients' }, 'gradients');
  const found = await answerOf(host, { command: 'losses', steps: comparedSteps }, 'losses');
  const [firstMs, ...others] = found.milliseconds;
  const stepMs = median(others);
  report(`${task}: ${engine}, ${started.device}: ${stepMs.toFixed(1)} ms`);
  return { engine, host, device: started.device, first, losses: found.losses, firstMs, stepMs };
}

/** By how much of its length a parameter's gradient differs, and the parameter of which most. */
export function largestMiss(
  found: FirstGradients['gradients'],
  expected: FirstGradients['gradients'],
): { readonly miss: number; readonly parameter: string } {
  let worst = { miss: 0, parameter: '' };
  for (const [parameter, values] of Object.entries(expected)) {
    const others = found[parameter];
    if (others?.length !== values.length) return { miss: Number.POSITIVE_INFINITY, parameter };
    const apart = values.map((value, index) => others[index] - value);
    const miss = lengthOf(apart) / lengthOf(values);
    if (Number.isNaN(miss)) return { miss: Number.POSITIVE_INFINITY, parameter };
    if (miss >= worst.miss) worst = { miss, parameter };
  }
  return worst;
}

function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
