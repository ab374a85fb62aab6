/** What hiding parts of an image costs the answer of each network. */
import {
  hidePatch,
  type OcclusionSettings,
  patchPlaces,
  pixelDrops,
  usualOcclusion,
} from '../../algorithms/occlusion/occlusion.ts';
import { readAs } from '../../analysis/predictions/imageAnswer.ts';
import type { TaskOptions } from '../../data/progress.ts';
import type { Predictor } from './predictor.ts';

export interface Occlusion {
  readonly settings: OcclusionSettings;
  /** The class that each network reads the image as, of which the costs are told. */
  readonly labels: readonly number[];
  /** Of each network, height × width: how much less probable its class is while the pixel is hidden. */
  readonly drops: readonly Float32Array[];
}

/** Images that are asked about between two looks at whether it is given up. */
const together = 64;

/** @throws EngineError; the signal's reason. */
export async function occlude(
  predictor: Pick<Predictor, 'trained' | 'predict'>,
  pixels: Uint8Array,
  { signal, onProgress = () => {} }: TaskOptions = {},
): Promise<Occlusion> {
  const { shape, state } = predictor.trained;
  const settings = usualOcclusion(pixels, shape);
  const places = patchPlaces(shape, settings);
  const { members } = await predictor.predict(pixels, signal);
  const own = members.map(readAs);
  const classCount = state.dataset.classes.length;
  const drops = own.map(() => new Float32Array(places.length));
  for (let start = 0; start < places.length; start += together) {
    signal?.throwIfAborted();
    const some = places.slice(start, start + together);
    const hidden = new Uint8Array(some.length * pixels.length);
    for (const [at, place] of some.entries()) {
      hidePatch(hidden.subarray(at * pixels.length), pixels, shape, place, settings);
    }
    const answers = await predictor.predict(hidden, signal);
    own.forEach(({ label, probability }, network) => {
      for (let at = 0; at < some.length; at++) {
        const now = answers.members[network][at * classCount + label];
        drops[network][start + at] = probability - now;
      }
    });
    const done = start + some.length;
    const what = state.spec.name;
    onProgress({ stage: 'read', what, done, total: places.length, unit: 'images' });
  }
  return {
    settings,
    labels: own.map(({ label }) => label),
    drops: drops.map((ofNetwork) => pixelDrops(shape, places, settings.patch, ofNetwork)),
  };
}
