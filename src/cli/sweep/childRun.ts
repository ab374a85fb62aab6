/** One run of a sweep in a process of its own, which ends with its parent. */
import { spawn } from 'node:child_process';
import { choiceFlagTypes } from '../choiceOptions.ts';
import type { OptionValues } from '../commandOptions.ts';
import type { Interruption } from '../interruption.ts';

/** How a run's process ended. */
export interface ChildEnd {
  /** Null for one that was ended by a signal, or never began. */
  readonly code: number | null;
  /** What it said last, for people. */
  readonly said: string;
}

/** Lines of a process that are kept. */
const keptLines = 4;

/**
 * Starts the command line once more, as this process was started.
 * @param args of the command line. @param signal interrupts it.
 */
export function childRun(args: readonly string[], signal: AbortSignal): Promise<ChildEnd> {
  const [, main] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
    // What it has to say stands in its folder; the channel tells it when this process is gone.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines = `${lines.join('\n')}${text}`.split('\n').slice(-keptLines - 1);
  });
  const interrupt = () => void child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  return new Promise<ChildEnd>((resolve) => {
    child.on('error', (error) => resolve({ code: null, said: error.message }));
    child.on('close', (code, by) => {
      const said = lines.filter((line) => line.trim() !== '').join('\n');
      resolve({ code, said: by === null ? said : `It was ended by ${by}. ${said}` });
    });
  }).finally(() => signal.removeEventListener('abort', interrupt));
}

/** For the process of such a run: it is interrupted when its parent ends, however that ends. */
export function endWithParent(interruption: Interruption): void {
  if (process.channel === undefined || process.channel === null) return;
  process.on('disconnect', () => interruption.interrupt());
  process.channel.unref();
}

/** What all runs of a sweep are given beside their place. */
export function sharedArguments(values: OptionValues, threads: string | undefined): string[] {
  const single = ['device', 'memory', 'network', 'initial', ...Object.keys(choiceFlagTypes)];
  const lists = ['data', 'data-for', 'hierarchy'] as const;
  const flags = ['save-predictions', 'save-network'] as const;
  const valueAt = (name: string) => values[name as keyof OptionValues] as string | undefined;
  return [
    ...single.flatMap((name) => {
      const value = valueAt(name);
      return value === undefined ? [] : [`--${name}=${value}`];
    }),
    ...lists.flatMap((name) => (values[name] ?? []).map((value) => `--${name}=${value}`)),
    ...flags.filter((name) => values[name]).map((name) => `--${name}`),
    ...(threads === undefined ? [] : [`--threads=${threads}`]),
  ];
}
