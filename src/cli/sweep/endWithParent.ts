import type { Interruption } from '../interruption.ts';

/** For the process of such a run: it is interrupted when its parent ends, however that ends. */
export function endWithParent(interruption: Interruption): void {
  if (process.channel === undefined || process.channel === null) return;
  process.on('disconnect', () => interruption.interrupt());
  process.channel.unref();
}
