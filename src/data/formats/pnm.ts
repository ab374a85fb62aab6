import { decodePnm, isPnm } from '../codecs/pnm.ts';
import { byMark, type ImageFormat } from './format.ts';

export const pnm: ImageFormat = {
  role: 'image',
  kind: 'pnm',
  title: 'PGM/PPM',
  endings: ['pbm', 'pgm', 'ppm', 'pnm'],
  recognise: byMark(isPnm),
  read: () => decodePnm,
};
