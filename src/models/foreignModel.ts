import { DataError } from '../data/dataError.ts';

/** A model that others wrote, where only Espalier's can be read. */
export function foreignModel(file: string, place: string | null, found: string): DataError {
  return new DataError({
    file,
    place,
    found,
    allowed: 'models that Espalier wrote, whole and unchanged',
    remedy:
      'give a file that Espalier exported; for frozen features of another model, give that as a TensorFlow.js layers or graph model',
  });
}
