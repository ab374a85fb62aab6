import type { Files } from './files.ts';

/** Writes a whole file in place of what it held. @throws StorageError where there is no room. */
export async function writeFile(files: Files, name: string, bytes: Uint8Array): Promise<void> {
  const file = await files.open(name, 'empty');
  try {
    await file.write(0, bytes);
    await file.flush();
  } finally {
    await file.close();
  }
}
