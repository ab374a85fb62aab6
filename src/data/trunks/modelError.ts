import { DataError } from '../dataError.ts';

/** What is said of most faults. */
const wholeModel =
  'give a model as tensorflowjs_converter or model.save wrote it: model.json with all its shards';

/**
 * A model from outside that is refused.
 * @param where node, layer, weight or shard; null for the file as a whole.
 */
export function modelError(
  file: string,
  where: string | null,
  found: string,
  allowed: string,
  remedy: string = wholeModel,
): DataError {
  return new DataError({ file, place: where, found, allowed, remedy });
}
