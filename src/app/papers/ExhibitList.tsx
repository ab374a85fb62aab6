/** What both papers show, to choose from, with how much of it one’s own runs have repeated. */
import { Radio, RadioGroup } from 'react-aria-components';
import type { ExhibitState } from '../../analysis/papers/exhibitState.ts';
import { findings } from '../../spec/papers/finding.ts';
import { papers } from '../../spec/papers/papers.ts';
import styles from './ExhibitList.module.css';

interface ExhibitListProps {
  readonly chosenId: string;
  readonly states: ReadonlyMap<string, ExhibitState>;
  readonly onChoose: (id: string) => void;
}

const stateWords: Readonly<Record<ExhibitState, string>> = {
  whole: 'run here',
  part: 'run here in part',
  none: 'not run here yet',
};

/** Both papers’ tables and figures. */
export function ExhibitList({ chosenId, states, onChoose }: ExhibitListProps) {
  return (
    <>
      <RadioGroup
        className={styles.papers}
        aria-label="Tables and figures"
        value={chosenId}
        onChange={onChoose}
      >
        {papers.map(({ id, title, citation, exhibits }) => (
          <section key={id} className={styles.paper} aria-labelledby={`paper-${id}`}>
            <h2 id={`paper-${id}`} className={styles.title}>
              {title}
            </h2>
            <p className={styles.citation}>{citation}</p>
            {exhibits.map((exhibit) => {
              const state = states.get(exhibit.id) ?? 'none';
              return (
                <Radio key={exhibit.id} value={exhibit.id} className={styles.exhibit}>
                  <i className={styles.state} data-state={state} aria-hidden="true" />
                  <b>{exhibit.name}</b>
                  <span className={styles.about}>{exhibit.about}</span>
                  <span className="visuallyHidden">, {stateWords[state]}</span>
                </Radio>
              );
            })}
          </section>
        ))}
        {findings.length > 0 && (
          <section className={styles.paper} aria-labelledby="paper-own">
            <h2 id="paper-own" className={styles.title}>
              Found by Espalier
            </h2>
            <p className={styles.citation}>Both papers’ claims, over seeds</p>
            {findings.map(({ id, name }) => (
              <Radio key={id} value={id} className={styles.exhibit}>
                <i className={styles.state} data-state="whole" aria-hidden="true" />
                <span className={styles.about}>{name}</span>
              </Radio>
            ))}
          </section>
        )}
      </RadioGroup>
      <p className={styles.legend} aria-hidden="true">
        {(['whole', 'part', 'none'] as const).map((state) => (
          <span key={state}>
            <i className={styles.state} data-state={state} /> {stateWords[state]}
          </span>
        ))}
      </p>
    </>
  );
}
