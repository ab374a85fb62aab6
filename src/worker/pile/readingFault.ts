/** What a browser refuses of files and folders, each named, in words for people. */
import { DataError } from '../../data/dataError.ts';

/** The refusal of a file or folder that could not be read; whatever else was thrown stays as it is. */
export function readingFault(error: unknown, path: string, what: 'file' | 'folder'): unknown {
  const reason = error instanceof DOMException ? reasons[error.name] : undefined;
  if (reason === undefined) return error;
  const place = what === 'file' ? 'file' : 'folder and what lies in it';
  return new DataError({
    file: path,
    place: null,
    found: `this ${what} could not be read: ${reason}`,
    allowed: 'files and folders that stay where they are and may be read',
    remedy: `check that the ${place} still exists and that you may open it, allow the page to read it if the browser asks, then drop or choose the whole again`,
  });
}

/** By the name of the browser's error. */
const reasons: Readonly<Record<string, string>> = {
  NotFoundError: 'it was moved or taken away meanwhile',
  NotReadableError: 'it was changed meanwhile, or the system does not let anybody read it',
  NotAllowedError: 'the permission to read it was withdrawn',
  SecurityError: 'the browser does not let pages read it',
  TypeMismatchError: 'it has become something else meanwhile',
};
