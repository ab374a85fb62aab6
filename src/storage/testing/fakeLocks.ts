/** The browser's locks within one process: held at once or not at all. */
import type { FileLocks } from '../indexedDbFiles.ts';

export function fakeLocks(): FileLocks {
  const held = new Set<string>();
  const request = async (name: string, _: LockOptions, work: LockGrantedCallback<unknown>) => {
    if (held.has(name)) return work(null);
    held.add(name);
    try {
      return await work({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  };
  return { request: request as FileLocks['request'] };
}
