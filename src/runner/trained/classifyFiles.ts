import {
  type ImageProbabilities,
  probabilitiesOf,
} from '../../analysis/predictions/imageAnswer.ts';
import type { ImageDecoder } from '../../data/codecs/decodedImage.ts';
import type { DataError } from '../../data/dataError.ts';
import type { TaskOptions } from '../../data/progress.ts';
import type { Predictor } from './predictor.ts';
import { type PictureFile, readPictures } from './readPictures.ts';

/** A file with what the networks say of it, or why it could not be read. */
export type ClassifiedFile =
  | { readonly name: string; readonly probabilities: ImageProbabilities }
  | { readonly name: string; readonly problem: DataError };

/**
 * What the networks say of picture files, in their order, with progress.
 * @throws DataError for a run of feature vectors; EngineError; the signal's reason.
 */
export async function* classifyFiles(
  files: readonly PictureFile[],
  predictor: Predictor,
  decode: ImageDecoder,
  { signal, onProgress = () => {} }: TaskOptions = {},
): AsyncGenerator<ClassifiedFile> {
  const { trained } = predictor;
  const classCount = trained.state.dataset.classes.length;
  const total = files.length;
  let done = 0;
  for await (const some of readPictures(files, trained, decode, signal)) {
    const read = some.flatMap((one) => ('pixels' in one ? [one.pixels] : []));
    const answers = read.length === 0 ? null : await predictor.predict(joinedBytes(read), signal);
    let place = 0;
    for (const one of some) {
      if ('problem' in one) yield one;
      else if (answers !== null) {
        yield { name: one.name, probabilities: probabilitiesOf(answers, place++, classCount) };
      }
    }
    done += some.length;
    onProgress({ stage: 'read', what: some[0]?.name ?? '', done, total, unit: 'images' });
  }
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [{ length }] = parts;
  const whole = new Uint8Array(parts.length * length);
  for (const [at, part] of parts.entries()) whole.set(part, at * length);
  return whole;
}
