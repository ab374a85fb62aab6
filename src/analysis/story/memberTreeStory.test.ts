import { expect, test } from 'vitest';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { membersState } from '../testing/sampleMembers.ts';
import { storyText } from './storyText.ts';

test('a round tells when its tree comes, and what moved in it', () => {
  const warming = membersState({ epochs: 10, until: 2 });
  expect(storyText(warming)).toContain('Network 2 gets its tree after epoch 3.');
  const fixed = membersState({ epochs: 10, until: 4 });
  expect(storyText(fixed)).toContain('The tree of network 2 stands as it was built.');
  const adapting = membersState({ epochs: 10, until: 9 });
  expect(storyText(adapting)).toMatch(
    /In the tree of network 2, .* classes? (is|are) elsewhere than where it was built/,
  );
});

test('a finished ensemble counts its trees, and other runs tell of none', () => {
  const finished = membersState({ epochs: 10 });
  expect(storyText(finished)).toContain('Each has a tree of its own.');
  const alone = levelwiseState({ epochs: 10 });
  expect(storyText(alone)).not.toContain('of its own');
});
