import { createJpegDecoder } from '../codecs/jpeg.ts';
import { isJpeg } from '../codecs/jpegHeader.ts';
import { byMark, type ImageFormat } from './format.ts';

export const jpeg: ImageFormat = {
  role: 'image',
  kind: 'jpeg',
  title: 'JPEG',
  endings: ['jpg', 'jpeg', 'jpe', 'jfif'],
  recognise: byMark(isJpeg),
  read: ({ jpegModule }) => createJpegDecoder(jpegModule ?? null),
};
