/** How the cost of Espalier's step grows, and how near it comes to what the device can do. */
import { stepFlops } from './flops.ts';
import { answerOf, type Host, type HostName, type Hosts } from './hosts.ts';
import { median, type TimingBudget, timeInTurn } from './interleaved.ts';
import { type BenchNetwork, cnn, mlp, resnet } from './network.ts';
import type { DeviceName } from './stepper.ts';
import { type Cells, digits } from './table.ts';
import { batchSize, taskNames, tasks } from './tasks.ts';

interface Case {
  readonly what: string;
  readonly network: BenchNetwork;
  readonly batch: number;
}

/** Side of the matrices whose product is taken for the device's peak. */
const peakSide = 1024;
const warmUpSteps = 3;

/** Cases whose costs are compared with each other, the first of each being the measure. */
const series: readonly (readonly Case[])[] = [
  ...taskNames.map((task) => [{ what: task, network: tasks[task], batch: batchSize }]),
  [16, 64, 256].map((batch) => ({
    what: `batch: cnn, ${batch} images`,
    network: tasks.cnn,
    batch,
  })),
  [8, 16, 32, 64].map((first) => ({
    what: `width: cnn, ${first} and ${2 * first} channels`,
    network: cnn(first, 2 * first, 10),
    batch: batchSize,
  })),
  ([8, 14, 20, 32] as const).map((depth) => ({
    what: `depth: ResNet-${depth}`,
    network: resnet(depth, 10),
    batch: batchSize,
  })),
  [10, 100, 1000, 10_000].map((classes) => ({
    what: `classes: mlp, ${classes}`,
    network: mlp([128], classes),
    batch: batchSize,
  })),
];

export interface GrowthOptions {
  readonly hosts: Hosts;
  readonly host: HostName;
  readonly device: DeviceName;
  readonly budget: TimingBudget;
  readonly report: (line: string) => void;
}

/** The table of a device: first its peak, then each case. @throws Error where a step fails. */
export async function growthCells(options: GrowthOptions): Promise<Cells> {
  const { hosts, host, device, report } = options;
  const peakHost = await started(await hosts.open(host), tasks.mlp, batchSize, device);
  let peak = 0;
  const measured: Measured[] = [];
  for (const cases of series) {
    // Again and again: a disturbance must not lower the peak alone.
    peak = Math.max(peak, await peakOf(peakHost, options.budget));
    measured.push(...(await measureSeries(cases, options)));
  }
  await peakHost.close();
  report(`${device}: ${peakSide}³ product at ${digits(peak)} GFLOP/s`);
  const heading = ['case', 'MFLOP a step', 'median ms', 'cost', 'GFLOP/s', 'of the peak'];
  const ofPeak = (rate: number) => `${digits((100 * rate) / peak)}%`;
  return [
    heading,
    [`peak: ${peakSide}³ product`, '', '', '', digits(peak), ofPeak(peak)],
    ...measured.map(({ what, flops, milliseconds, cost }) => {
      const rate = flops / milliseconds / 1e6;
      const costCell = cost === null ? '' : digits(cost);
      const cells = [what, digits(flops / 1e6), digits(milliseconds), costCell];
      return [...cells, digits(rate), ofPeak(rate)];
    }),
  ];
}

interface Measured {
  readonly what: string;
  readonly flops: number;
  /** The median. */
  readonly milliseconds: number;
  /** Times that of the series' first case; null where that is the only one. */
  readonly cost: number | null;
}

async function measureSeries(
  cases: readonly Case[],
  { hosts, host: hostName, device, budget, report }: GrowthOptions,
): Promise<Measured[]> {
  const contenders = [];
  for (const { network, batch } of cases) {
    const host = await started(await hosts.open(hostName), network, batch, device);
    const warmUp = { command: 'losses', steps: warmUpSteps } as const;
    const { milliseconds } = await answerOf(host, warmUp, 'losses');
    contenders.push({ host, stepMs: median(milliseconds.slice(1)) });
  }
  const timings = await timeInTurn(contenders, budget);
  const failure = timings.find((timing) => timing.failure !== null)?.failure;
  if (failure) throw new Error(failure);
  await Promise.all(contenders.map(({ host }) => host.close()));
  const medians = timings.map(({ milliseconds }) => median(milliseconds));
  return cases.map(({ what, network, batch }, index) => {
    const milliseconds = medians[index];
    report(`${what}: ${digits(milliseconds)} ms`);
    const cost = cases.length === 1 ? null : milliseconds / medians[0];
    return { what, flops: stepFlops(network, batch), milliseconds, cost };
  });
}

/** GFLOP/s of the fastest of some products. */
async function peakOf(host: Host, { repetitions }: TimingBudget): Promise<number> {
  const command = { command: 'products', side: peakSide, repetitions } as const;
  const { milliseconds } = await answerOf(host, command, 'milliseconds');
  return (2 * peakSide ** 3) / Math.min(...milliseconds) / 1e6;
}

async function started(
  host: Host,
  network: BenchNetwork,
  batch: number,
  device: DeviceName,
): Promise<Host> {
  const start = { command: 'start', engine: 'espalier', isCaptured: true } as const;
  await answerOf(host, { ...start, device, network, batch }, 'started');
  return host;
}
