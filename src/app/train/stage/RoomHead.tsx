import type { ComponentType } from 'react';
import type { Shown } from '../run/useShownRun.ts';
import styles from './StoryLine.module.css';

interface RoomHeadProps {
  readonly Head: ComponentType<{ readonly shown: Shown }>;
  readonly shown: Shown;
}

/** What heads the page of a room that has a sentence of its own. */
export function RoomHead({ Head, shown }: RoomHeadProps) {
  return (
    <header className={styles.story}>
      <h1 className="visuallyHidden">{shown.state.spec.name}</h1>
      <Head shown={shown} />
    </header>
  );
}
