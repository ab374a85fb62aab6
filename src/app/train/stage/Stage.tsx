/**
 * The charts of a wide page: whatever rows the method's page lists, each view guarded so that one
 * that cannot be drawn does not take the others with it.
 */
import { memo, useState } from 'react';
import { flatTwinMethod } from '../../../spec/methods/methodFacts.ts';
import { methodPageOf } from '../methodParts.tsx';
import { FlatTwinLine } from '../run/FlatTwinLine.tsx';
import { canGetRounds, MoreRoundsLine } from '../run/MoreRoundsLine.tsx';
import { RunFailure } from '../run/RunFailure.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { ClassHover } from './ClassHover.tsx';
import { GuardedViews } from './GuardedViews.tsx';
import { type StageRow, type ViewInputs, viewsThere } from './methodPage.ts';
import { RoomSwitch } from './RoomSwitch.tsx';
import { rooms, storyRoom } from './rooms.tsx';
import styles from './Stage.module.css';
import { StoryLine } from './StoryLine.tsx';
import { useViewInputs } from './useViewInputs.ts';

/** The story and all views of the moment that is shown, in rows: a wide page. */
export const Stage = memo(function Stage({ shown }: { readonly shown: Shown }) {
  const inputs = useViewInputs(shown);
  const { name, rows } = methodPageOf(shown.state);
  const [chosen, setRoom] = useState(storyRoom);
  const room = rooms.find(({ id }) => id === chosen && !shown.isPreview);
  return (
    <ClassHover key={name} view={inputs.classes}>
      <div className={styles.stage}>
        <div className={styles.top}>
          <StageHead shown={shown} />
          {!shown.isPreview && <RoomSwitch room={chosen} onRoom={setRoom} />}
        </div>
        <RunFailure state={shown.newest} />
        {(room?.rows ?? rows).map((row) => (
          <Row key={row.cells[0][0].what} row={row} inputs={inputs} />
        ))}
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

function Row({ row, inputs }: { readonly row: StageRow; readonly inputs: ViewInputs }) {
  const { shown } = inputs;
  const cells = row.cells.map((cell) => viewsThere(cell, shown)).filter(({ length }) => length > 0);
  if (cells.length === 0) return null;
  if (row.needsRun && shown.isPreview) return null;
  if (row.shape === 'whole') return <GuardedViews views={cells.flat()} inputs={inputs} />;
  return (
    <div className={styles[row.shape]} data-cells={cells.length}>
      {cells.map((views) => {
        const key = views[0].what;
        const drawn = <GuardedViews key={key} views={views} inputs={inputs} />;
        return row.shape === 'stacks' ? (
          <div key={key} className={styles.stack}>
            {drawn}
          </div>
        ) : (
          drawn
        );
      })}
    </div>
  );
}
