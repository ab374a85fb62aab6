/**
 * How fast Espalier's engine trains beside its peers: `npm run bench`, with the options below.
 * Every engine starts from the same weights and sees the same batches; its first losses are held
 * against stock TensorFlow.js on the CPU before anything is timed. `--growth` measures Espalier
 * alone: how a step's cost grows, and its share of what the device can do. `--host-cost` measures
 * what a step on WebGPU costs the host and what it asks of the device, `--first-step` how long
 * training takes to begin. `--peer torch` holds Espalier's steps against those of native PyTorch.
 */
import { writeFileSync } from 'node:fs';
import { besideTorch } from './steps/besideNative.ts';
import { type Comparison, compareOn, type Entry } from './steps/compare.ts';
import { firstStepCells, firstSteps } from './steps/firstStep.ts';
import { growthCells } from './steps/growth.ts';
import { hostCostCells, hostCosts } from './steps/hostCost.ts';
import { Hosts } from './steps/hosts.ts';
import { fullBudget, quickBudget } from './steps/interleaved.ts';
import { type BenchOptions, parseOptions, usage } from './steps/options.ts';
import { type DeviceName, softwareAdapter } from './steps/stepper.ts';
import {
  type Cells,
  circumstances,
  comparisonCells,
  jsonOf,
  markdown,
  plainText,
} from './steps/table.ts';

const report = (line: string) => console.error(line);

async function main(options: BenchOptions): Promise<void> {
  const hosts = new Hosts();
  try {
    await measure[options.subject](hosts, options);
  } finally {
    await hosts.close();
  }
}

const budgetOf = ({ quick }: BenchOptions) => (quick ? quickBudget : fullBudget);

/**
 * Those asked for; else WebAssembly, and WebGPU where there is a graphics card: a software adapter
 * must be asked for.
 */
async function devicesOf(
  hosts: Hosts,
  { devices, host: hostName }: BenchOptions,
): Promise<readonly DeviceName[]> {
  if (devices !== null) return devices;
  const host = await hosts.open(hostName ?? 'node');
  const found = await host.ask({ command: 'probe' });
  await host.close();
  const hasCard = found.answer === 'started' && found.device !== softwareAdapter;
  return hasCard ? ['wasm', 'webgpu'] : ['wasm'];
}

async function comparison(hosts: Hosts, options: BenchOptions): Promise<void> {
  const parts = await (options.beside === null
    ? besideEngines(hosts, options)
    : besidePeer(hosts, options, options.beside));
  const whole = {
    rows: parts.flatMap(({ rows }) => rows),
    refusals: parts.flatMap(({ refusals }) => refusals),
  };
  print(comparisonCells(whole), options);
  write(options, jsonOf(whole));
}

async function besidePeer(
  hosts: Hosts,
  options: BenchOptions,
  { tasks }: NonNullable<BenchOptions['beside']>,
): Promise<Comparison[]> {
  const parts: Comparison[] = [];
  for (const task of tasks) {
    parts.push(await besideTorch(task, { hosts, budget: budgetOf(options), report }));
  }
  return parts;
}

async function besideEngines(hosts: Hosts, options: BenchOptions): Promise<Comparison[]> {
  const devices = await devicesOf(hosts, options);
  const budget = budgetOf(options);
  const entries = options.engines.flatMap((engine) =>
    devices.map((device): Entry => {
      const hasThreadsInPagesOnly = engine === 'jax-js' && device === 'wasm';
      const host = options.host ?? (hasThreadsInPagesOnly ? 'chromium' : 'node');
      return { engine, device, host };
    }),
  );
  const parts: Comparison[] = [];
  for (const task of options.tasks) {
    parts.push(await compareOn(task, entries, { hosts, budget, report }));
  }
  return parts;
}

async function growth(hosts: Hosts, options: BenchOptions): Promise<void> {
  const devices = await devicesOf(hosts, options);
  const budget = budgetOf(options);
  const host = options.host ?? 'node';
  const tables = new Map<DeviceName, Cells>();
  for (const device of devices) {
    const cells = await growthCells({ hosts, host, device, budget, report });
    tables.set(device, cells);
    print(cells, options);
  }
  write(options, Object.fromEntries(tables));
}

async function hostCost(hosts: Hosts, options: BenchOptions): Promise<void> {
  const costs = await hostCosts({ hosts, tasks: options.tasks, budget: budgetOf(options), report });
  print(hostCostCells(costs), options);
  write(options, costs);
}

async function firstStep(hosts: Hosts, options: BenchOptions): Promise<void> {
  const devices = await devicesOf(hosts, options);
  const { tasks, host } = options;
  const repetitions = options.quick ? 1 : 3;
  const measured = await firstSteps({
    hosts,
    host: host ?? 'node',
    devices,
    tasks,
    repetitions,
    report,
  });
  print(firstStepCells(measured), options);
  write(options, measured);
}

const measure = { comparison, growth, 'host-cost': hostCost, 'first-step': firstStep };

function print(cells: Cells, options: BenchOptions): void {
  console.log(`${circumstances()}\n\n${options.markdown ? markdown(cells) : plainText(cells)}`);
}

function write({ json }: BenchOptions, figures: unknown): void {
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 1)}\n`);
}

let options: BenchOptions;
try {
  options = parseOptions(process.argv.slice(2));
} catch (cause) {
  console.error(`${(cause as Error).message}\n${usage}`);
  process.exit(2);
}
await main(options);
