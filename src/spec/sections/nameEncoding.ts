/**
 * Encodings that the names in an archive may be in where it does not tell: those that Windows and DOS
 * had in the countries of the world, besides UTF-8. Of two in which names look equally likely the
 * former is suggested.
 */
export const nameEncodings = [
  'utf-8',
  'gbk',
  'shift_jis',
  'big5',
  'euc-kr',
  'cp437',
  'cp850',
  'windows-1252',
  'cp866',
  'windows-1251',
  'koi8-r',
  'cp852',
  'windows-1250',
  'cp737',
  'windows-1253',
  'cp857',
  'windows-1254',
  'cp862',
  'windows-1255',
  'cp720',
  'windows-1256',
  'cp775',
  'windows-1257',
  'windows-874',
  'windows-1258',
  'euc-jp',
] as const;

export type NameEncoding = (typeof nameEncodings)[number];
