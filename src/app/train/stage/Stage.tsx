/**
 * The charts of a wide page: whatever rows the method's page lists, each view guarded so that one
 * that cannot be drawn does not take the others with it.
 */
import { memo } from 'react';
import { flatTwinMethod } from '../../../spec/methods/methodFacts.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { methodPageOf } from '../methodParts.tsx';
import { FlatTwinLine } from '../run/FlatTwinLine.tsx';
import { canGetRounds, MoreRoundsLine } from '../run/MoreRoundsLine.tsx';
import { RunFailure } from '../run/RunFailure.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { ClassHover } from './ClassHover.tsx';
import { RoomHead } from './RoomHead.tsx';
import { RoomSwitch } from './RoomSwitch.tsx';
import { roomsThere, storyRoom } from './rooms.tsx';
import styles from './Stage.module.css';
import { StageRows } from './StageRows.tsx';
import { StoryLine } from './StoryLine.tsx';
import { useViewInputs } from './useViewInputs.ts';

/** The story and all views of the moment that is shown, in rows: a wide page. */
export const Stage = memo(function Stage({ shown }: { readonly shown: Shown }) {
  const inputs = useViewInputs(shown);
  const { name, rows } = methodPageOf(shown.state);
  const chosen = useWorkbench((workbench) => workbench.room);
  const there = roomsThere(shown);
  const room = there.find(({ id }) => id === chosen && !shown.isPreview);
  return (
    <ClassHover key={name} view={inputs.classes}>
      <div className={styles.stage}>
        <div className={styles.top}>
          {room?.Head ? <RoomHead Head={room.Head} shown={shown} /> : <StageHead shown={shown} />}
          {!shown.isPreview && (
            <RoomSwitch rooms={there} room={room?.id ?? storyRoom} onRoom={actions().openRoom} />
          )}
        </div>
        <RunFailure state={shown.newest} />
        <StageRows rows={room?.rows ?? rows} inputs={inputs} />
      </div>
    </ClassHover>
  );
});

/**
 * The story; under it, of a run that has a flat twin to be held against, how that one stands, and of one
 * that can get more rounds the way to them.
 */
function StageHead({ shown }: { readonly shown: Shown }) {
  const hasTwin = flatTwinMethod(shown.state.spec.method) !== null;
  const isOffered = !shown.isPreview && canGetRounds(shown.newest);
  if (!hasTwin && !isOffered) return <StoryLine shown={shown} />;
  return (
    <header className={styles.head}>
      <StoryLine shown={shown} />
      {hasTwin && !shown.isPreview && <FlatTwinLine newest={shown.newest} />}
      {isOffered && <MoreRoundsLine newest={shown.newest} />}
    </header>
  );
}
