import { storyOf, type ToldRun, type ToldTwin } from './storyOf.ts';
import type { StoryPart } from './storyPart.ts';

/** A story as plain text. */
export function storyText(state: ToldRun, flat: ToldTwin | null = null): string {
  const { classes } = state.dataset;
  const plain = (part: StoryPart) => {
    if (part.kind === 'class') return classes[part.index];
    return part.kind === 'group' ? part.name : part.text;
  };
  return storyOf(state, flat).map(plain).join('').trim();
}
