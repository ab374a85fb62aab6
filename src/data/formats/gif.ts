import { decodeGif, isGif } from '../codecs/gif.ts';
import { byMark, type ImageFormat } from './format.ts';

export const gif: ImageFormat = {
  role: 'image',
  kind: 'gif',
  title: 'GIF',
  endings: ['gif'],
  recognise: byMark(isGif),
  read: () => decodeGif,
};
