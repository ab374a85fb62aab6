/**
 * What a training step on WebGPU costs the host alone: on Dawn's null backend, which does all that
 * a device does but compute. Beside it, what the step asks of the device: dispatches and memory.
 */
import { answerOf, type Host, type Hosts } from './hosts.ts';
import { median, type TimingBudget, timeInTurn } from './interleaved.ts';
import type { EngineName, GpuGauge } from './stepper.ts';
import { type Cells, digits } from './table.ts';
import { type TaskName, tasks } from './tasks.ts';

/** Images in a batch. */
const batches = [4, 64] as const;
/** Steps that dispatches are counted over, and that make a first estimate of the time. */
const gaugedSteps = 8;

interface Contender {
  readonly what: string;
  readonly engine: EngineName;
  readonly isCaptured: boolean;
}

const contenders: readonly Contender[] = [
  { what: 'espalier', engine: 'espalier', isCaptured: true },
  { what: 'espalier, not captured', engine: 'espalier', isCaptured: false },
  { what: 'tfjs', engine: 'tfjs', isCaptured: true },
];

export interface HostCost extends GpuGauge {
  readonly task: TaskName;
  readonly batch: number;
  readonly engine: string;
  /** Milliseconds a step, of each repetition. */
  readonly milliseconds: readonly number[];
}

export interface HostCostOptions {
  readonly hosts: Hosts;
  readonly tasks: readonly TaskName[];
  readonly budget: TimingBudget;
  readonly report: (line: string) => void;
}

/** Measures all contenders on each task and batch, in turn. @throws Error where one fails. */
export async function hostCosts(options: HostCostOptions): Promise<readonly HostCost[]> {
  const costs: HostCost[] = [];
  for (const task of options.tasks) {
    for (const batch of batches) costs.push(...(await costsOf(task, batch, options)));
  }
  return costs;
}

async function costsOf(
  task: TaskName,
  batch: number,
  { hosts, budget, report }: HostCostOptions,
): Promise<HostCost[]> {
  const runs = [];
  for (const contender of contenders) {
    if (!hasRoomFor(contender, task, batch)) continue;
    runs.push({ contender, ...(await startOne(contender, task, batch, hosts)) });
  }
  const timings = await timeInTurn(runs, budget);
  await Promise.all(runs.map(({ host }) => host.close()));
  return runs.map(({ contender, gauge }, index) => {
    const { milliseconds, failure } = timings[index];
    if (failure !== null) throw new Error(`${task}, ${contender.what}: ${failure}`);
    report(`${task}, ${batch} images, ${contender.what}: ${digits(median(milliseconds))} ms`);
    return { task, batch, engine: contender.what, milliseconds, ...gauge };
  });
}

/** The null backend gives 512 MB at most, of which stock ResNet-20 needs more. */
function hasRoomFor({ engine }: Contender, task: TaskName, batch: number): boolean {
  return !(engine === 'tfjs' && task === 'resnet20' && batch > 4);
}

async function startOne(
  { engine, isCaptured }: Contender,
  task: TaskName,
  batch: number,
  hosts: Hosts,
): Promise<{ host: Host; gauge: GpuGauge; stepMs: number }> {
  const host = await hosts.open('null');
  const network = tasks[task];
  const device = 'webgpu';
  const start = { command: 'start', engine, device, network, batch, isCaptured } as const;
  await answerOf(host, start, 'started');
  const steps = gaugedSteps;
  const { dispatches, maxBytes } = await answerOf(host, { command: 'gauge', steps }, 'gauge');
  const { milliseconds } = await answerOf(host, { command: 'block', steps }, 'milliseconds');
  return { host, gauge: { dispatches, maxBytes }, stepMs: milliseconds[0] };
}

/** A line for each; ratios are to Espalier's captured step of the same task and batch. */
export function hostCostCells(costs: readonly HostCost[]): Cells {
  const heading = ['task', 'batch', 'engine', 'dispatches', 'median ms', 'min ms', 'repetitions'];
  return [
    [...heading, '÷ captured', 'MB', 'of tfjs’ MB'],
    ...costs.map((cost) => {
      const { task, batch, engine, dispatches, milliseconds, maxBytes } = cost;
      const middle = median(milliseconds);
      const beside = costs.filter((one) => one.task === task && one.batch === batch);
      const [own] = beside;
      const stock = beside.find((one) => one.engine === 'tfjs');
      return [
        task,
        String(batch),
        engine,
        digits(dispatches),
        digits(middle),
        digits(Math.min(...milliseconds)),
        String(milliseconds.length),
        digits(middle / median(own.milliseconds)),
        digits(maxBytes / 1e6),
        stock === undefined ? '' : `${digits((100 * maxBytes) / stock.maxBytes)}%`,
      ];
    }),
  ];
}
