import type { LevelwiseViewProps } from '../viewProps.ts';
import { mixtureWaiting } from './levelNames.ts';

/**
 * Whether two moments look alike in a chart of levels that points at no class. Progress within an
 * epoch comes many times a second and moves nothing in them.
 */
export function paintsAlike(before: LevelwiseViewProps, after: LevelwiseViewProps): boolean {
  return (
    before.state.levelwise === after.state.levelwise &&
    before.state.rounds === after.state.rounds &&
    before.state.spec === after.state.spec &&
    before.newest?.levelwise === after.newest?.levelwise &&
    before.newest?.rounds === after.newest?.rounds &&
    before.flat?.rounds === after.flat?.rounds &&
    mixtureWaiting(before.state) === mixtureWaiting(after.state)
  );
}
