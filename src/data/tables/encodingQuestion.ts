import { encodingFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { EncodingQuestion } from '../readingChoices.ts';
import type { EncodedText } from './tableText.ts';

/** Words beyond ASCII that an alternative shows, at most. */
const shownWords = 5;

/** Asks which encoding a table that is not UTF-8 is in; readings that come to the same text are one. */
export function encodingQuestion(file: string, readings: readonly EncodedText[]): EncodingQuestion {
  const byText = new Map<string, EncodedText>();
  for (const one of readings) if (!byText.has(one.text)) byText.set(one.text, one);
  const distinct = [...byText.values()];
  // A question has two answers at least, also where they come to the same.
  const offered = distinct.length > 1 ? distinct : readings.slice(0, 2);
  return {
    kind: 'encoding',
    file,
    found: 'the text is not UTF-8, and nothing says what it is',
    alternatives: offered.map(({ encoding, text }) => ({
      choices: { encoding },
      title: `Read it as ${encoding}`,
      description: `Words in it: ${wordsBeyondAscii(text).map(quoted).join(', ')}.`,
      flag: encodingFlag(encoding),
      previews: [],
    })),
  };
}

function wordsBeyondAscii(text: string): string[] {
  const words = text.split(/[\s,;|"]+/).filter((word) => /[^\p{ASCII}]/u.test(word));
  return [...new Set(words)].slice(0, shownWords);
}
