/** The bench's command line. */
import { parseArgs } from 'node:util';
import { type HostName, hostNames } from './hosts.ts';
import { type DeviceName, deviceNames, type EngineName, engineNames } from './stepper.ts';
import { type TaskName, taskNames } from './tasks.ts';

export interface BenchOptions {
  /** Fewer and shorter repetitions. */
  readonly quick: boolean;
  /** How the cost of a step grows, in place of the comparison. */
  readonly growth: boolean;
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

export const usage = `npm run bench -- [--quick] [--growth] [--markdown] [--json <file>]
  [--task ${taskNames.join('|')}]… [--engine ${engineNames.join('|')}]…
  [--device ${deviceNames.join('|')}]… [--host ${hostNames.join('|')}]`;

/** @throws RangeError, TypeError where an option is unknown or its value is. */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      json: { type: 'string' },
      task: { type: 'string', multiple: true },
      engine: { type: 'string', multiple: true },
      device: { type: 'string', multiple: true },
      host: { type: 'string' },
    },
  });
  const { quick, growth, markdown, json, task, engine, device, host } = values;
  return {
    quick,
    growth,
    markdown,
    json: json ?? null,
    tasks: task === undefined ? taskNames : chosen('task', task, taskNames),
    engines: engine === undefined ? engineNames : chosen('engine', engine, engineNames),
    devices: device === undefined ? null : chosen('device', device, deviceNames),
    host: host === undefined ? null : chosen('host', [host], hostNames)[0],
  };
}

/** The allowed names among those asked for, each once, in the order allowed. */
function chosen<Name extends string>(
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
