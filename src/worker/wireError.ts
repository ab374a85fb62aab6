/** Errors on their way to the page: for people, whoever threw them. */
import { DataError } from '../data/dataError.ts';
import { UndecidedError } from '../data/reading.ts';
import { EngineError } from '../engine/engine.ts';
import { NothingKeptError, StorageError } from '../storage/storageError.ts';
import type { WireError } from './protocol/messages.ts';

/** What is told of an error. */
export function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DataError) {
    const questions = error instanceof UndecidedError ? error.questions : [];
    return { message, remedy: error.fault.remedy, fault: error.fault, questions };
  }
  if (error instanceof EngineError) {
    const loss = error.fault === 'lost' ? { loss: 'device' as const } : {};
    return { message, remedy: error.remedy, fault: null, ...loss };
  }
  if (error instanceof StorageError) {
    const absence = error instanceof NothingKeptError ? { isNothingKept: true } : {};
    return { message, remedy: error.remedy, fault: null, ...absence };
  }
  return { ...ofTheBrowser(error, message), fault: null };
}

/** Browsers word what they refuse each in their own way, and for programmers. */
function ofTheBrowser(error: unknown, message: string): Pick<WireError, 'message' | 'remedy'> {
  if (!(error instanceof DOMException)) return { message, remedy: '' };
  switch (error.name) {
    case 'NotReadableError':
    case 'NotFoundError':
      return {
        message: 'A file could not be read: it was moved, changed or taken away meanwhile.',
        remedy: 'Choose the files again.',
      };
    case 'QuotaExceededError':
      return {
        message: 'The browser has no more room for this page.',
        remedy:
          'Remove stored data sets or runs that you no longer need, or make room on the disk.',
      };
    default:
      return {
        message: `The browser did not do what it was asked for (${error.name}).`,
        remedy: 'Try again; if it happens again, reload the page.',
      };
  }
}
