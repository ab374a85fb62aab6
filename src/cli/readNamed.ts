import { readRegularFile } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';

/** The bytes of a file that an option names. @throws UsageError naming both where it cannot be read. */
export async function readNamed(path: string, option: string): Promise<Uint8Array> {
  return readRegularFile(path).catch((error: Error) => {
    if (error instanceof UsageError) throw new UsageError(`${option} ${error.message}`);
    throw new UsageError(`${option} ${path}: it could not be read (${error.message})`);
  });
}
