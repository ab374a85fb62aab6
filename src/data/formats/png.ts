import { decodePng, isPng } from '../codecs/png.ts';
import { byMark, type ImageFormat } from './format.ts';

export const png: ImageFormat = {
  role: 'image',
  kind: 'png',
  title: 'PNG',
  endings: ['png'],
  recognise: byMark(isPng),
  read: () => decodePng,
};
