import { createWebpDecoder } from '../codecs/webp.ts';
import { isWebp } from '../codecs/webpHeader.ts';
import { byMark, type ImageFormat } from './format.ts';

export const webp: ImageFormat = {
  role: 'image',
  kind: 'webp',
  title: 'WebP',
  endings: ['webp'],
  recognise: byMark(isWebp),
  read: ({ webpModule }) => createWebpDecoder(webpModule ?? null),
};
