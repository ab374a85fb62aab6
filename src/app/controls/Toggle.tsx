import type { ReactNode } from 'react';
import { Switch, type SwitchProps } from 'react-aria-components';
import { SwitchTrack } from './SwitchTrack.tsx';
import styles from './Toggle.module.css';

interface ToggleProps extends Omit<SwitchProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
}

/** A switch with its words. */
export function Toggle({ children, ...props }: ToggleProps) {
  return (
    <Switch {...props} className={styles.toggle}>
      <SwitchTrack />
      {children}
    </Switch>
  );
}
