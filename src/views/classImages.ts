import type { ImageShape } from '../spec/units.ts';

/** Names and sample images of the classes, as views draw them. Names are foreign text. */
export interface ClassImages {
  readonly classes: readonly string[];
  /** Of the samples: large images are drawn smaller than they are. */
  readonly shape: ImageShape;
  /** Per class, some training images: height × width × channels bytes each; may be empty. */
  readonly samples: readonly (readonly Uint8Array[])[];
}

/** The shape of the classes' images; a single dot while there are none to draw. */
export function shapeOf(images: ClassImages | null): ImageShape {
  return images?.shape ?? { height: 1, width: 1, channels: 1 };
}
