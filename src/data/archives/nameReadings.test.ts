import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type NameEncoding, nameEncodings } from '../../spec/sections/nameEncoding.ts';
import { encodeName, lettersOf } from '../testing/encodeName.ts';
import { nameDecoder } from './nameDecoders.ts';
import { certainReading, isSurelyUtf8, nameReadings } from './nameReadings.ts';

/** What people call folders, in the encodings that their computers have. */
const folders: readonly (readonly [NameEncoding, readonly string[]])[] = [
  ['gbk', ['动物', '狗', '猫']],
  ['gbk', ['苹果', '香蕉', '橘子']],
  ['gbk', ['A型', 'B型']],
  ['shift_jis', ['ソート', '表', '能']],
  ['shift_jis', ['ハト', '犬', 'トマト']],
  ['shift_jis', ['犬inu', 'ハトhato']],
  ['shift_jis', ['りんご', 'バナナ']],
  ['big5', ['貓', '狗']],
  ['big5', ['蘋果', '香蕉']],
  ['euc-kr', ['고양이', '개']],
  ['euc-kr', ['햏햏', '사과']],
  ['euc-jp', ['りんご', 'バナナ']],
  ['cp437', ['Bär', 'Kühe']],
  ['cp437', ['tête', 'créée', 'Ñandú']],
  ['cp850', ['Smørbrød', 'São']],
  ['cp850', ['øl', 'ål']],
  ['windows-1252', ['café', 'thé']],
  ['windows-1252', ['Bär', 'Kühe']],
  ['cp852', ['Kůň', 'Žába', 'dům']],
  ['windows-1250', ['Kůň', 'Žába']],
  ['cp866', ['Кот', 'Собака']],
  ['windows-1251', ['кошка', 'пёс']],
  ['koi8-r', ['кошка', 'собака']],
  ['cp737', ['Γάτα', 'Σκύλος']],
  ['windows-1253', ['Γάτα', 'Σκύλος']],
  ['cp857', ['kedi', 'köpek', 'balık']],
  ['windows-1254', ['kuş', 'balık']],
  ['cp862', ['חתול', 'כלב']],
  ['windows-1255', ['חתול', 'כלב']],
  ['windows-1256', ['قطة', 'كلب']],
  ['cp775', ['kaķis', 'kāposts']],
  ['windows-1257', ['kaķis', 'suņi']],
  ['windows-874', ['แมว', 'หมา']],
];

describe('nameReadings', () => {
  it.each(folders)('reads %s %j, and is never certain of another reading', (encoding, names) => {
    const bytes = names.map((name) => encodeName(name, encoding));
    expect(isSurelyUtf8(bytes)).toBe(false);
    const readings = nameReadings(bytes);
    const offered = readings.slice(0, 12).map((one) => one.names.join());
    expect(offered).toContain(names.join());
    const certain = certainReading(readings);
    if (certain !== null) expect(certain.names).toEqual(names);
  });

  it('is certain of German in DOS’s and in Windows’ letters, and asks for Chinese', () => {
    const certain = (encoding: NameEncoding, ...names: string[]) =>
      certainReading(nameReadings(names.map((name) => encodeName(name, encoding))))?.encoding;
    expect(certain('cp437', 'Bär', 'Kühe')).toBe('cp437');
    expect(certain('windows-1252', 'Bär', 'Kühe')).toBe('windows-1252');
    expect(certain('gbk', '狗', '猫')).toBeUndefined();
  });

  it('is the same whatever the order of names, for any letters of any encoding', () => {
    const name = (encoding: NameEncoding) =>
      fc
        .array(fc.constantFrom(...lettersOf(encoding).keys()), { minLength: 1, maxLength: 4 })
        .map((letters) => letters.join(''));
    const cases = fc
      .constantFrom(...nameEncodings.filter((one) => one !== 'utf-8'))
      .chain((encoding) =>
        fc.tuple(
          fc.constant(encoding),
          fc.uniqueArray(name(encoding), { minLength: 2, maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(cases, ([encoding, names]) => {
        const readings = nameReadings(names.map((one) => encodeName(one, encoding)));
        const turned = nameReadings(names.toReversed().map((one) => encodeName(one, encoding)));
        expect(turned.map((one) => one.encoding)).toEqual(readings.map((one) => one.encoding));
        expect(readings.map((one) => one.names.join('/'))).toContain(names.join('/'));
      }),
      { numRuns: 60 },
    );
  });
});

describe('nameDecoder', () => {
  it('reads back each letter of each encoding', () => {
    for (const encoding of nameEncodings.filter((one) => one !== 'utf-8')) {
      const letters = lettersOf(encoding);
      expect(letters.size).toBeGreaterThan(120);
      const decode = nameDecoder(encoding);
      for (const [letter, bytes] of letters) {
        if (decode(Uint8Array.from(bytes)) !== letter) expect.fail(`${encoding} ${letter}`);
      }
    }
  });

  it('has all 11,172 syllables of Windows’ Korean', () => {
    const letters = lettersOf('euc-kr');
    const syllables = [...letters.keys()].filter((letter) => letter >= '가' && letter <= '힣');
    expect(syllables).toHaveLength(11_172);
    // As Microsoft's table (bestfit949.txt) has them.
    expect(letters.get('갂')).toEqual([0x81, 0x41]);
    expect(letters.get('똠')).toEqual([0x8c, 0x63]);
    expect(letters.get('힣')).toEqual([0xc6, 0x52]);
  });

  it('takes no controls, letters of makers or cut letters', () => {
    expect(nameDecoder('cp437')(Uint8Array.of(7))).toBeNull();
    expect(nameDecoder('gbk')(Uint8Array.of(0xc3))).toBeNull();
    expect(nameDecoder('shift_jis')(Uint8Array.of(0xf0, 0x40))).toBeNull();
    expect(nameDecoder('big5')(Uint8Array.of(0x87, 0x40))).toBeNull();
    expect(nameDecoder('euc-kr')(Uint8Array.of(0xb0))).toBeNull();
  });
});

test('isSurelyUtf8 takes words of several letters, and not a lone é that may be Chinese', () => {
  const sure = (...names: string[]) => isSurelyUtf8(names.map((name) => encodeName(name, 'utf-8')));
  expect(sure('été', 'hiver')).toBe(true);
  expect(sure('狗', '猫')).toBe(true);
  expect(sure('кот')).toBe(true);
  expect(sure('è/0.png')).toBe(false);
});
