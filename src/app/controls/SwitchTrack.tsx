import styles from './SwitchTrack.module.css';

/** The part of a switch that slides; its parent is the `Switch` whose state it shows. */
export function SwitchTrack() {
  return <span className={styles.track} />;
}
