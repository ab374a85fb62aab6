/** A picture from anywhere made what the images of a data set are: their size, grey or in colour. */
import type { ImageShape } from '../../spec/units.ts';
import { inChannels, type Raster } from '../codecs/raster.ts';
import { fitImage } from '../layout/fitImage.ts';
import type { Fitting, ReadingChoices } from '../readingChoices.ts';

/** What was done to a picture, for people. */
export interface PictureFitting {
  /** Pixels of the picture as it came. */
  readonly height: number;
  readonly width: number;
  /** How it came to the size; null where it had that already. */
  readonly fitting: Fitting | null;
  /** What became of its colours; null where they stayed. */
  readonly colour: 'grey' | 'repeated' | null;
}

export interface FittedPicture {
  /** height × width × channels of the data set's images. */
  readonly pixels: Uint8Array;
  readonly done: PictureFitting;
}

/** How pictures of other sizes come to that of the images: as the run's own did, else cut to it. */
export function fittingOf(reading: ReadingChoices | undefined): Fitting {
  return reading?.size?.fitting ?? 'crop';
}

/**
 * The picture as an image of a data set, by the very steps that reading data sets takes.
 * @param shape of the data set's images, which have 1 or 3 channels.
 */
export function pictureAsData(picture: Raster, shape: ImageShape, fitting: Fitting): FittedPicture {
  const { height, width } = shape;
  const channels = shape.channels === 3 ? 3 : 1;
  const fitted = inChannels(fitImage(picture, { fitting, height, width }), channels);
  const hasSize = picture.height === height && picture.width === width;
  return {
    pixels: fitted.pixels,
    done: {
      height: picture.height,
      width: picture.width,
      fitting: hasSize ? null : fitting,
      colour: picture.channels === channels ? null : channels === 1 ? 'grey' : 'repeated',
    },
  };
}
