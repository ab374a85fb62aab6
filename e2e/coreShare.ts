import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Milliseconds that every core is asked for. */
const spinning = 400;
const spin = `
  const end = performance.now() + ${spinning};
  while (performance.now() < end);
`;

/** The share of this machine's cores that other programs leave, in (0, 1]: what all of them give at once. */
export async function coreShare(): Promise<number> {
  const cores = availableParallelism();
  const before = process.cpuUsage();
  const spinners = Array.from({ length: cores }, () => new Worker(spin, { eval: true }));
  await Promise.all(
    spinners.map((worker) => new Promise((resolve) => worker.once('exit', resolve))),
  );
  const { user, system } = process.cpuUsage(before);
  // Starting the threads counts as well, so that a quiet machine gives a little more than asked.
  return Math.min(1, (user + system) / 1000 / (spinning * cores));
}
