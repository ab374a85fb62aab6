import { assertNever } from '../../lib/assertNever.ts';
import type { RunEvent } from './runEvent.ts';

/**
 * Whether a person waits for an event: it begins or ends something, or answers what they did. All
 * others come as fast as a network trains, and may wait for their turn.
 */
export function isAwaited({ type }: RunEvent): boolean {
  switch (type) {
    case 'progress':
    case 'device-preparing':
    case 'epoch-finished':
    case 'levels-measured':
    case 'class-moved':
    case 'class-geometry':
    case 'classes-weighed':
    case 'class-assignment-measured':
    case 'members-measured':
    case 'members-kept':
    case 'adaptation-ended':
    case 'top-down-measured':
      return false;
    case 'run-started':
    case 'validation-brought':
    case 'class-tree':
    case 'round-started':
    case 'images-weighed':
    case 'round-finished':
    case 'round-measured':
    case 'hierarchy-built':
    case 'class-pinned':
    case 'move-undone':
    case 'device-note':
    case 'run-paused':
    case 'run-resumed':
    case 'run-restored':
    case 'run-finished':
    case 'run-stopped':
    case 'run-failed':
      return true;
    default:
      return assertNever(type, 'event type');
  }
}
