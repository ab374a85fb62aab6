/**
 * How long Espalier's very first step takes, all that is compiled for it included: with what it
 * compiles prepared beforehand, shaders beside one another, or not prepared, one after another.
 */
import { answerOf, type HostName, type Hosts } from './hosts.ts';
import { median } from './interleaved.ts';
import type { DeviceName, FirstStep } from './stepper.ts';
import { type Cells, digits } from './table.ts';
import { batchSize, type TaskName, tasks } from './tasks.ts';

export interface FirstStepOptions {
  readonly hosts: Hosts;
  readonly host: HostName;
  readonly devices: readonly DeviceName[];
  readonly tasks: readonly TaskName[];
  /** Each in a process or browser of its own. */
  readonly repetitions: number;
  readonly report: (line: string) => void;
}

interface FirstSteps {
  readonly task: TaskName;
  readonly device: DeviceName;
  readonly isPrepared: boolean;
  readonly found: readonly FirstStep[];
}

/** Measures each task on each device, prepared and not, in turn. @throws Error where one fails. */
export async function firstSteps(options: FirstStepOptions): Promise<readonly FirstSteps[]> {
  const measured: FirstSteps[] = [];
  for (const task of options.tasks) {
    for (const device of options.devices) {
      // Only WebGPU has anything to prepare.
      const preparations = device === 'webgpu' ? [true, false] : [false];
      const found = preparations.map((): FirstStep[] => []);
      for (let repetition = 0; repetition < options.repetitions; repetition++) {
        for (const [index, isPrepared] of preparations.entries()) {
          found[index].push(await firstStepOf(task, device, isPrepared, options));
        }
      }
      for (const [index, isPrepared] of preparations.entries()) {
        measured.push({ task, device, isPrepared, found: found[index] });
      }
      options.report(`${task}, ${device}: ${digits(median(found.map(medianMs)))} ms`);
    }
  }
  return measured;
}

async function firstStepOf(
  task: TaskName,
  device: DeviceName,
  isPrepared: boolean,
  { hosts, host: hostName }: FirstStepOptions,
): Promise<FirstStep> {
  const host = await hosts.open(hostName);
  const network = tasks[task];
  const start = { command: 'start', engine: 'espalier', isCaptured: true } as const;
  await answerOf(host, { ...start, device, network, batch: batchSize }, 'started');
  const { preparingMs, prepared, stepMs } = await answerOf(
    host,
    { command: 'first', isPrepared },
    'first',
  );
  await host.close();
  return { preparingMs, prepared, stepMs };
}

function medianMs(found: readonly FirstStep[]): number {
  return median(found.map(({ preparingMs, stepMs }) => preparingMs + stepMs));
}

export function firstStepCells(measured: readonly FirstSteps[]): Cells {
  const heading = ['task', 'batch', 'device', 'prepared', 'shaders', 'preparing ms', 'step ms'];
  return [
    [...heading, 'together ms', 'repetitions'],
    ...measured.map(({ task, device, isPrepared, found }) => [
      task,
      String(batchSize),
      device,
      isPrepared ? 'yes' : 'no',
      isPrepared ? String(found[0].prepared) : '',
      isPrepared ? digits(median(found.map(({ preparingMs }) => preparingMs))) : '',
      digits(median(found.map(({ stepMs }) => stepMs))),
      digits(medianMs(found)),
      String(found.length),
    ]),
  ];
}
