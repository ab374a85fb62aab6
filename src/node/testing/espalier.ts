import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a command ended, and what it said. */
export interface Ended {
  /** Null for one that was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own, as a person does. */
export function espalier(
  args: readonly string[],
  onStderr?: (stop: (signal?: NodeJS.Signals) => void, stderr: string) => void,
): Promise<Ended> {
  const main = join(import.meta.dirname, '../../../scripts/espalier/main.mjs');
  // Not what the person who runs the tests has fetched.
  const env = { ...process.env, ESPALIER_CACHE: join(tmpdir(), 'espalier-no-cache') };
  const child = spawn(process.execPath, [main, ...args], { env });
  let stdout = '';
  let stderr = '';
  let isStopped = false;
  // Once only: whoever is stopping already may have nothing any more that hears of it.
  const stop = (signal: NodeJS.Signals = 'SIGINT') => {
    if (!isStopped) child.kill(signal);
    isStopped = true;
  };
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    onStderr?.(stop, stderr);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
