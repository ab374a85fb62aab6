import { Component, type ReactNode } from 'react';
import styles from './ViewGuard.module.css';

interface ViewGuardProps {
  /** What is drawn, for the message: "the loss chart". */
  readonly what: string;
  readonly children: ReactNode;
}

interface ViewGuardState {
  readonly failure: Error | null;
}

/** Keeps a view that cannot draw from taking the page with it. */
export class ViewGuard extends Component<ViewGuardProps, ViewGuardState> {
  override state: ViewGuardState = { failure: null };

  static getDerivedStateFromError(failure: Error): ViewGuardState {
    return { failure };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <p className={styles.failure} role="alert">
        {this.props.what} could not be drawn: {failure.message}. The run is not affected.
      </p>
    );
  }
}
