/** Images of all formats: found by name, decoded by content. */
import { extensionOf } from '../archives/entryNames.ts';
import { type ImageDecoder, imageError, readableImages } from '../codecs/decodedImage.ts';
import type { DataLimits } from '../limits.ts';
import { bmp } from './bmp.ts';
import type { ImageFormat, ImageModules } from './format.ts';
import { gif } from './gif.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { pnm } from './pnm.ts';
import { describeUnread, isUnreadImage, unreadImageEndings } from './unreadKinds.ts';
import { webp } from './webp.ts';

/** In the order in which files are asked for their marks. */
export const imageFormats: readonly ImageFormat[] = [png, jpeg, webp, gif, bmp, pnm];

const imageNames = new Set([
  ...imageFormats.flatMap(({ endings }) => endings),
  ...unreadImageEndings,
]);

/** Whether a file is an image, by its name, whether or not its format is read. */
export const isImageName = (path: string): boolean => imageNames.has(extensionOf(path));

/** Decodes images by their content, whatever their names say; of formats that are not read, none. */
export function createImageDecoder(modules: ImageModules, limits: DataLimits): ImageDecoder {
  const decoders = imageFormats.map((format) => ({ format, decode: format.read(modules) }));
  return (bytes, place) => {
    const file = { path: '', bytes };
    const found = decoders.find(({ format }) => format.recognise(file) !== null);
    if (found !== undefined) return found.decode(bytes, place, limits);
    const remedy = isUnreadImage(bytes) ? 'convert this image to PNG, or leave it out' : undefined;
    throw imageError(place, 0, describeUnread(bytes), readableImages, remedy);
  };
}
