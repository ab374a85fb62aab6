/**
 * The live page on a narrow screen. It has the parts of the wide one: its views lie in tabs, the
 * form in the menu, and what starts and stops a run stays at the bottom.
 */
import { memo } from 'react';
import { flatTwinMethod } from '../../spec/methods/methodFacts.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Cautions } from './caution/Cautions.tsx';
import { DataNeeded } from './DataNeeded.tsx';
import { methodPageOf } from './methodParts.tsx';
import styles from './NarrowTrain.module.css';
import { FlatTwinLine } from './run/FlatTwinLine.tsx';
import { canGetRounds, MoreRoundsLine } from './run/MoreRoundsLine.tsx';
import { RunButtons } from './run/RunButtons.tsx';
import { RunFailure } from './run/RunFailure.tsx';
import { Expectation } from './run/RunStatus.tsx';
import { Timeline } from './run/Timeline.tsx';
import type { Shown } from './run/useShownRun.ts';
import { Drawer } from './stage/Drawer.tsx';
import { GuardedViews } from './stage/GuardedViews.tsx';
import { viewsThere } from './stage/methodPage.ts';
import { RoomHead } from './stage/RoomHead.tsx';
import { RoomSwitch } from './stage/RoomSwitch.tsx';
import { RunTabs } from './stage/RunTabs.tsx';
import { roomsThere, type StageRoom, storyRoom } from './stage/rooms.tsx';
import { StoryLine } from './stage/StoryLine.tsx';
import { useViewInputs } from './stage/useViewInputs.ts';

interface NarrowTrainProps {
  readonly shown: Shown | null;
  /** What the charts show: for a moment still what was shown before. */
  readonly drawn: Shown | null;
}

/** The live page in one column: story, four tabs, and the controls within reach of the thumb. */
export function NarrowTrain({ shown, drawn }: NarrowTrainProps) {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  return (
    <div className={styles.page}>
      <main className={styles.column}>
        <div className={styles.cautions}>
          <Cautions />
        </div>
        {drawn === null ? <DataNeeded /> : <NarrowStage shown={drawn} />}
      </main>
      <section className={styles.controls} aria-label="The run">
        {shown !== null && !shown.isPreview && <Timeline shown={shown} />}
        <div className={styles.run}>
          {isIdle && <Expectation />}
          <RunButtons />
        </div>
      </section>
    </div>
  );
}

/** The views of a room under one another. */
function RoomColumn({ room, shown }: { readonly room: StageRoom; readonly shown: Shown }) {
  const inputs = useViewInputs(shown);
  return (
    <div className={styles.room}>
      <GuardedViews
        views={viewsThere(
          room.rows.flatMap(({ cells }) => cells.flat()),
          shown,
        )}
        inputs={inputs}
      />
    </div>
  );
}

const NarrowStage = memo(function NarrowStage({ shown }: { readonly shown: Shown }) {
  const { name } = methodPageOf(shown.state);
  const chosen = useWorkbench((workbench) => workbench.room);
  const there = roomsThere(shown);
  const room = there.find(({ id }) => id === chosen && !shown.isPreview);
  const hasFlatTwin = flatTwinMethod(shown.state.spec.method) !== null;
  return (
    <>
      {room?.Head ? <RoomHead Head={room.Head} shown={shown} /> : <StoryLine shown={shown} />}
      {hasFlatTwin && !shown.isPreview && <FlatTwinLine newest={shown.newest} />}
      {!shown.isPreview && canGetRounds(shown.newest) && <MoreRoundsLine newest={shown.newest} />}
      <RunFailure state={shown.newest} />
      {!shown.isPreview && (
        <div className={styles.rooms}>
          <RoomSwitch rooms={there} room={room?.id ?? storyRoom} onRoom={actions().openRoom} />
        </div>
      )}
      {room === undefined ? (
        <RunTabs key={name} shown={shown} />
      ) : (
        <RoomColumn key={room.id} room={room} shown={shown} />
      )}
      <div className={styles.details}>
        <Drawer shown={shown} />
      </div>
    </>
  );
});
