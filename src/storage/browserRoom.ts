/** What the browser says of the room that it gives this page, and the error where there is none left. */
import type { Room } from './files.ts';
import { StorageError } from './storageError.ts';

/** Null where the browser does not tell. */
export async function browserRoom(): Promise<Room | null> {
  // Absent in WebKitGTK, and where pages are not served securely.
  const storage: StorageManager | undefined = navigator.storage;
  const { usage, quota } = (await storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, quota };
}

/** The error of a write that found no room. What the browser tells of its room is no exact number. */
export function outOfRoom(): StorageError {
  return new StorageError(
    'The browser has no more room for data sets and runs.',
    'Remove stored data sets and runs that you no longer need, or make room on the disk.',
  );
}
