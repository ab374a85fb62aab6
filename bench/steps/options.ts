/** The bench's command line. */
import { parseArgs } from 'node:util';
import { type HostName, hostNames } from './hosts.ts';
import {
  type DeviceName,
  deviceNames,
  type EngineName,
  engineNames,
  type NativeName,
  nativeNames,
} from './stepper.ts';
import { type NativeTaskName, nativeTaskNames, type TaskName, taskNames } from './tasks.ts';

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
  /** The native engine that Espalier is held against, and on what; null: the engines of JavaScript. */
  readonly beside: { readonly peer: NativeName; readonly tasks: readonly NativeTaskName[] } | null;
  readonly engines: readonly EngineName[];
  /** Null: WebAssembly, and WebGPU where there is a graphics card. */
  readonly devices: readonly DeviceName[] | null;
  /** Null: jax-js on WebAssembly in Chromium, where it has threads; all others in Node. */
  readonly host: HostName | null;
}

export const usage = `npm run bench -- [--quick] [--growth | --host-cost | --first-step] [--markdown]
  [--json <file>] [--task ${taskNames.join('|')}]… [--engine ${engineNames.join('|')}]…
  [--device ${deviceNames.join('|')}]… [--host ${hostNames.join('|')}]
npm run bench -- --peer ${nativeNames.join('|')} [--quick] [--markdown] [--json <file>]
  [--task ${nativeTaskNames.join('|')}]…`;

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
      peer: { type: 'string' },
    },
  });
  const { quick, markdown, json, task, engine, device, host, peer } = values;
  const asked = subjects.filter((name) => name !== 'comparison' && values[name]);
  const beside = peer === undefined ? null : besideOf(peer, task);
  if (beside !== null && [...asked, engine, device, host].some((option) => option !== undefined)) {
    throw new RangeError('--peer goes with --quick, --markdown, --json and --task alone.');
  }
  return {
    subject: subjectOf(asked),
    quick,
    markdown,
    json: json ?? null,
    tasks: task === undefined || beside !== null ? taskNames : chosen('task', task, taskNames),
    beside,
    engines: engine === undefined ? engineNames : chosen('engine', engine, engineNames),
    devices: device === undefined ? null : chosen('device', device, deviceNames),
    host: host === undefined ? null : chosen('host', [host], hostNames)[0],
  };
}

function besideOf(peer: string, task: readonly string[] | undefined): BenchOptions['beside'] {
  const tasks = task === undefined ? nativeTaskNames : chosen('task', task, nativeTaskNames);
  return { peer: chosen('peer', [peer], nativeNames)[0], tasks };
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
