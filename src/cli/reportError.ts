import { DataError } from '../data/dataError.ts';
import { EngineError } from '../engine/engine.ts';
import { UsageError } from '../node/usageError.ts';
import { StorageError } from '../storage/storageError.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';

/** Says on standard error what went wrong and gives the exit code that belongs to it. */
export function reportError(error: unknown): ExitCode {
  if (error instanceof StorageError) {
    console.error(`${error.message} ${error.remedy}`);
    return exitCodes.badInput;
  }
  if (error instanceof UsageError || error instanceof DataError) {
    console.error(error.message);
    return exitCodes.badInput;
  }
  if (error instanceof EngineError) console.error(`${error.message} ${error.remedy}`);
  else if (error instanceof Error && 'syscall' in error) console.error(error.message);
  else console.error(error);
  return exitCodes.trainingFailed;
}
