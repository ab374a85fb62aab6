/**
 * The experiments of two runs field by field, in the words of the form: what explains a difference
 * in their numbers.
 */
import { type SpecDifference, specDifferences } from '../../analysis/comparison/specDifferences.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import styles from './CompareTable.module.css';

interface SpecDifferencesProps {
  readonly spec: ExperimentSpec;
  readonly baseline: ExperimentSpec;
}

/** Fields listed; the rest are counted. */
const maxListed = 14;

/** The fields in which two experiments differ. */
export function SpecDifferences({ spec, baseline }: SpecDifferencesProps) {
  const differences = specDifferences(spec, baseline);
  const more = differences.length - maxListed;
  return (
    <section aria-labelledby="differences">
      <h2 id="differences" className={textStyles.heading}>
        What differs
      </h2>
      {differences.length === 0 ? (
        <p className={textStyles.note}>Nothing: this is the same experiment, run twice.</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">This run</th>
              <th scope="col">Against</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, maxListed).map((difference) => (
              <Row key={difference.path} {...difference} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className={textStyles.note}>and {more} more</p>}
    </section>
  );
}

function Row({ label, here, there }: SpecDifference) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{here}</td>
      <td>{there}</td>
    </tr>
  );
}
