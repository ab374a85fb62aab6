/** The bench's command line. */
import { parseArgs } from 'node:util';
import { type HostName, hostNames } from './hosts.ts';
import { type DeviceName, deviceNames, type EngineName, engineNames } from './stepper.ts';
import { type TaskName, taskNames } from './tasks.ts';

/** What is measured: engines beside one another, or Espalier's by itself. */
const subjects = ['comparison', 'growth', 'host-cost', 'first-step'] as const;
type Subject = (typeof subjects)[number];

export interface BenchOptions {
  readonly subject: Subject;
  /** Fewer and shorter repetitions. */
  readonly quick: boolean;
  readonly markdown: boolean;
  /** Where the figures go, beside the table. */
  readonly json: string | null;
  readonly tasks: readonly TaskName[];
  readonly engines: readonly EngineName[];
  /** Null: WebAssembly, and WebGPU where there is a graphics card. */
  readonly devices: readonly DeviceName[] | null;
  /** Null: jax-js on WebAssembly in Chromium, where it has threads; all others in Node. */
  readonly host: HostName | null;
}

export const usage = `npm run bench -- [--quick] [--growth | --host-cost | --first-step] [--markdown]
  [--json <file>] [--task ${taskNames.join('|')}]… [--engine ${engineNames.join('|')}]…
  [--device ${deviceNames.join('|')}]… [--host ${hostNames.join('|')}]`;

/** @throws RangeError, TypeError where an option is unknown or its value is. */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      'host-cost': { type: 'boolean', default: false },
      'first-step': { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      json: { type: 'string' },
      task: { type: 'string', multiple: true },
      engine: { type: 'string', multiple: true },
      device: { type: 'string', multiple: true },
      host: { type: 'string' },
    },
  });
  const { quick, markdown, json, task, engine, device, host } = values;
  return {
    subject: subjectOf(subjects.filter((name) => name !== 'comparison' && values[name])),
    quick,
    markdown,
    json: json ?? null,
    tasks: task === undefined ? taskNames : chosen('task', task, taskNames),
    engines: engine === undefined ? engineNames : chosen('engine', engine, engineNames),
    devices: device === undefined ? null : chosen('device', device, deviceNames),
    host: host === undefined ? null : chosen('host', [host], hostNames)[0],
  };
}

function subjectOf(asked: readonly Subject[]): Subject {
  if (asked.length > 1) throw new RangeError(`--${asked.join(' and --')} exclude each other.`);
  return asked[0] ?? 'comparison';
}

/** The allowed names among those asked for, each once, in the order allowed. */
export function chosen<Name extends string>(
  option: string,
  asked: readonly string[],
  allowed: readonly Name[],
): Name[] {
  const unknown = asked.find((name) => !allowed.some((one) => one === name));
  if (unknown !== undefined) {
    throw new RangeError(`--${option} ${unknown}: allowed are ${allowed.join(', ')}.`);
  }
  return allowed.filter((name) => asked.includes(name));
}
