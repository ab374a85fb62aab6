import { expect, test } from 'vitest';
import { tableText } from './tableText.ts';

const sentence = 'datei;klasse\nä.png;Käfer\n';
/** Letters below 256 as bytes of their numbers, which windows-1252 reads as they are. */
const narrow = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
function wide(text: string, isLittle: boolean, mark: boolean) {
  const letters = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(2 * letters.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < letters.length; at++)
    view.setUint16(2 * at, letters.charCodeAt(at), isLittle);
  return bytes;
}

test('UTF-8 and UTF-16, with a mark or without, are read as they are', () => {
  const forms = [
    new TextEncoder().encode(sentence),
    new TextEncoder().encode(`\ufeff${sentence}`),
    ...[true, false].flatMap((little) => [
      wide(sentence, little, true),
      wide(sentence, little, false),
    ]),
  ];
  for (const bytes of forms) {
    expect(tableText(bytes, undefined)).toEqual({ kind: 'text', text: sentence });
    expect(tableText(bytes, 'gbk')).toEqual({ kind: 'text', text: sentence });
  }
});

test('other bytes are what several encodings read, or what was chosen', () => {
  const bytes = narrow(sentence);
  const undecided = tableText(bytes, undefined);
  if (undecided.kind !== 'undecided') throw new Error('expected several readings');
  expect(undecided.readings).toContainEqual({ encoding: 'windows-1252', text: sentence });
  expect(undecided.readings.length).toBeGreaterThan(1);
  expect(tableText(bytes, 'windows-1252')).toEqual({ kind: 'text', text: sentence });
});
