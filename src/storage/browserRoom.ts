/** What the browser says of the room that it gives this page, and the error where there is none left. */
import { formatBytes } from '../lib/numberFormat.ts';
import type { Room } from './files.ts';
import { StorageError } from './storageError.ts';

/** Null where the browser does not tell. */
export async function browserRoom(): Promise<Room | null> {
  // Absent in WebKitGTK, and where pages are not served securely.
  const storage: StorageManager | undefined = navigator.storage;
  const { usage, quota } = (await storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, quota };
}

/** The error of a write that found no room. */
export async function outOfRoom(): Promise<StorageError> {
  const room = await browserRoom();
  const much =
    room === null
      ? ''
      : `: it gives this page ${formatBytes(room.quota)}, of which ${formatBytes(room.used)} are used`;
  return new StorageError(
    `The browser has no more room for data sets${much}.`,
    'Remove stored data sets that you no longer need, or make room on the disk.',
  );
}
