import { decodeBmp, isBmp } from '../codecs/bmp.ts';
import { byMark, type ImageFormat } from './format.ts';

export const bmp: ImageFormat = {
  role: 'image',
  kind: 'bmp',
  title: 'BMP',
  endings: ['bmp', 'dib'],
  recognise: byMark(isBmp),
  read: () => decodeBmp,
};
