/**
 * Engines against each other on one task: first whether they compute the same, then how fast.
 */
import { stepFlops } from './flops.ts';
import { type Host, type HostName, type Hosts, reasonOf } from './hosts.ts';
import { median, type TimingBudget, timeInTurn } from './interleaved.ts';
import type { BenchNetwork } from './network.ts';
import type { DeviceName, EngineName, NativeName } from './stepper.ts';
import { batchSize, type NativeTaskName, type TaskName, tasks } from './tasks.ts';

/** One engine on one device. */
export interface Entry {
  readonly engine: EngineName;
  readonly device: DeviceName;
  readonly host: HostName;
}

export interface Row {
  readonly task: NativeTaskName;
  readonly batch: number;
  readonly engine: EngineName | NativeName;
  readonly device: string;
  readonly host: string;
  /** Of the very first step, which compiles what is compiled. */
  readonly firstMs: number;
  /** Milliseconds a step, of each repetition. */
  readonly milliseconds: readonly number[];
  /** Steps whose losses were compared with the reference's. */
  readonly comparedSteps: number;
  readonly lossAgrees: boolean;
}

/** An engine that cannot do a task on a device, and why. */
export interface Refusal {
  readonly task: NativeTaskName;
  readonly engine: EngineName | NativeName;
  readonly device: string;
  readonly reason: string;
}

/** Losses must agree to as much of the first loss. */
const lossTolerance = 1e-4;

/**
 * Steps compared, how few where the reference is slower than `slowMs` a step, and where a step's
 * arithmetic takes it minutes: the second loss is the first that gradients have a part in.
 */
const comparedSteps = { usual: 20, slow: 3, slowMs: 1000, slowest: 2, slowestFlops: 1e10 } as const;

export interface Comparison {
  readonly rows: readonly Row[];
  readonly refusals: readonly Refusal[];
}

/** Runs a task on all entries; says what it does in `report`. */
export async function compareOn(
  task: TaskName,
  entries: readonly Entry[],
  { hosts, budget, report }: { hosts: Hosts; budget: TimingBudget; report: (line: string) => void },
): Promise<Comparison> {
  const network: BenchNetwork = tasks[task];
  const reference = await referenceOf(task, network, hosts);
  report(`${task}: reference of ${reference.losses.length} steps, tfjs on the CPU`);
  const racers: (Racer & { readonly entry: Entry })[] = [];
  const refusals: Refusal[] = [];
  for (const entry of entries) {
    const racer = await startRacer(entry, network, reference.losses.length, hosts);
    if ('reason' in racer) refusals.push({ task, ...racer });
    else racers.push({ ...racer, entry });
    const state = 'reason' in racer ? racer.reason : `${racer.stepMs.toFixed(1)} ms`;
    report(`${task}: ${entry.engine}, ${racer.device}: ${state}`);
  }
  const timings = await timeInTurn(racers, budget);
  await Promise.all(racers.map(({ host }) => host.close()));
  const rows: Row[] = [];
  for (const [index, { entry, device, host, losses, firstMs }] of racers.entries()) {
    const { milliseconds, failure } = timings[index];
    const { engine } = entry;
    if (failure !== null) refusals.push({ task, engine, device, reason: inShort(failure) });
    else {
      rows.push({
        task,
        batch: batchSize,
        engine,
        device,
        host: host.name,
        firstMs,
        milliseconds,
        comparedSteps: losses.length,
        lossAgrees: agree(losses, reference.losses),
      });
    }
  }
  const isTimed = rows.some(({ engine, device }) => engine === 'tfjs' && device === 'cpu');
  return { rows: isTimed ? rows : [...rows, reference.row], refusals };
}

/** Whether all losses are finite and near the reference's. */
export function agree(losses: readonly number[], reference: readonly number[]): boolean {
  const tolerance = lossTolerance * Math.abs(reference[0]);
  return (
    losses.length === reference.length &&
    losses.every((loss, step) => Math.abs(loss - reference[step]) <= tolerance)
  );
}

interface Racer {
  readonly host: Host;
  readonly device: string;
  readonly stepMs: number;
  readonly firstMs: number;
  readonly losses: readonly number[];
  /** Of the steps after the first. */
  readonly milliseconds: readonly number[];
}

async function startRacer(
  { engine, device, host: hostName }: Entry,
  network: BenchNetwork,
  steps: number,
  hosts: Hosts,
): Promise<Racer | Omit<Refusal, 'task'>> {
  const host = await hosts.open(hostName);
  const refuse = async (reason: string, name: string = device) => {
    await host.close();
    return { engine, device: name, reason: inShort(reason) };
  };
  const start = {
    command: 'start',
    engine,
    device,
    network,
    batch: batchSize,
    isCaptured: true,
  } as const;
  const started = await host.ask(start);
  if (started.answer !== 'started') return refuse(reasonOf(started));
  const name = started.device;
  const found = await host.ask({ command: 'losses', steps });
  if (found.answer !== 'losses') return refuse(reasonOf(found), name);
  const { losses, milliseconds } = found;
  const [firstMs, ...others] = milliseconds;
  return { host, device: name, stepMs: median(others), firstMs, losses, milliseconds: others };
}

/** Stock TensorFlow.js on its CPU backend: what all others must agree with. */
async function referenceOf(task: TaskName, network: BenchNetwork, hosts: Hosts) {
  const entry: Entry = { engine: 'tfjs', device: 'cpu', host: 'node' };
  const isSlowest = stepFlops(network, batchSize) > comparedSteps.slowestFlops;
  const fewest = isSlowest ? comparedSteps.slowest : comparedSteps.slow;
  const racer = await startRacer(entry, network, fewest, hosts);
  if ('reason' in racer) throw new Error(`${task}: the reference failed: ${racer.reason}`);
  let { losses, firstMs } = racer;
  let milliseconds = racer.milliseconds;
  if (racer.stepMs < comparedSteps.slowMs) {
    const found = await racer.host.ask({ command: 'losses', steps: comparedSteps.usual });
    if (found.answer !== 'losses') throw new Error(`${task}: the reference failed`);
    losses = found.losses;
    milliseconds = found.milliseconds;
  }
  await racer.host.close();
  const row: Row = {
    task,
    batch: batchSize,
    engine: 'tfjs',
    device: 'cpu',
    host: racer.host.name,
    firstMs,
    milliseconds,
    comparedSteps: losses.length,
    lossAgrees: true,
  };
  return { losses, row };
}

/** TensorFlow.js' words for a kernel that it lacks, in fewer; others as they are. */
function inShort(reason: string): string {
  const missing = /Kernel '(\w+)' not registered/.exec(reason);
  return missing === null ? reason.split('\n')[0] : `no gradient kernel (${missing[1]})`;
}
