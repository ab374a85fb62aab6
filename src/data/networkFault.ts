import { DataError } from './dataError.ts';

/** A network's file that is refused, at a place if it is known. */
export function networkFileError(
  file: string,
  where: string | null,
  found: string,
  allowed: string,
): DataError {
  return new DataError({
    file,
    place: where,
    found,
    allowed,
    remedy: 'give a network that Espalier has saved (network.safetensors) or exported, whole',
  });
}
