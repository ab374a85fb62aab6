/** Words and pieces that stories are made of. */
import { formatPercent } from '../../lib/numberFormat.ts';
import type { StoryPart } from './storyPart.ts';

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Numbers up to ten as words. */
export function countWord(count: number): string {
  return words[count] ?? String(count);
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function epochsText(count: number): string {
  return count === 1 ? '1 epoch' : `${count} epochs`;
}

/** Plain words; none for an empty text. */
export function text(content: string): StoryPart[] {
  return content === '' ? [] : [{ kind: 'text', text: content }];
}

/** An error in percent. */
export function bold(error: number): StoryPart {
  return { kind: 'bold', text: formatPercent(error) };
}

/** The name of a group of classes. */
export function group(name: string): StoryPart {
  return { kind: 'group', name };
}
