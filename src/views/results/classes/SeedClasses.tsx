/**
 * A setting beside the baseline class by class, averaged over the seeds that both have (Fig. 5, 11):
 * the chart of two runs, whose whiskers are now those of the seeds.
 */
import { memo, useMemo } from 'react';
import type { ClassDifference } from '../../../analysis/comparison/classDifferences.ts';
import type { ResultsTable, SettingRow } from '../../../analysis/results/resultsTable.ts';
import { seedClassDifferences } from '../../../analysis/results/seedClassDifferences.ts';
import { seedsText } from '../../../analysis/results/seedsText.ts';
import type { ClassImages } from '../../classImages.ts';
import type { ClassLink } from '../../classLink.ts';
import { Absent } from '../../comparison/Absent.tsx';
import { DifferenceChart } from '../../comparison/difference/DifferenceChart.tsx';
import { intervalFactor } from '../../comparison/difference/differenceLayout.ts';
import styles from './SeedClasses.module.css';

interface SeedClassesProps {
  readonly table: ResultsTable;
  /** Key of the setting that is held. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** Of the classes of the baseline's data. */
  readonly images: ClassImages | null;
  readonly link: ClassLink;
}

export const SeedClasses = memo(function SeedClasses(props: SeedClassesProps) {
  const { table, chosen, onChoose, images, link } = props;
  const candidates = table.rows.filter(({ against }) => against !== null);
  const row = candidates.find(({ key }) => key === chosen) ?? candidates[0];
  if (row === undefined || row.against === null) {
    return <Absent>Two settings on the same data are needed to set their classes apart.</Absent>;
  }
  const isSameData = row.dataset.hash === table.rows[table.baseline].dataset.hash;
  return (
    <div className={styles.classes}>
      <label className={styles.choice}>
        <span>Classes of</span>
        <select value={row.key} onChange={({ target }) => onChoose(target.value)}>
          {candidates.map((candidate) => (
            <option key={candidate.key} value={candidate.key}>
              {fullName(candidate)}
            </option>
          ))}
        </select>
        <span>against {fullName(table.rows[row.against])}</span>
      </label>
      <RowClasses
        row={row}
        baseline={table.rows[row.against]}
        images={isSameData ? images : null}
        link={link}
      />
    </div>
  );
});

const fullName = ({ name, note }: SettingRow) => (note === null ? name : `${name}, ${note}`);

interface RowClassesProps {
  readonly row: SettingRow;
  readonly baseline: SettingRow;
  readonly images: ClassImages | null;
  readonly link: ClassLink;
}

function RowClasses({ row, baseline, images, link }: RowClassesProps) {
  const found = useMemo(
    () => seedClassDifferences(row.outcomes, baseline.outcomes),
    [row.outcomes, baseline.outcomes],
  );
  const rows = useMemo(() => found?.rows.map(asDifference) ?? [], [found]);
  const [outcome] = row.outcomes;
  const tree = useMemo(
    () => ({ dataset: { classes: outcome.classes }, levelwise: null }),
    [outcome],
  );
  const names = useMemo(
    () => ({ own: fullName(row), baseline: fullName(baseline) }),
    [row, baseline],
  );
  if (found === null) {
    return (
      <Absent>
        {fullName(row)} and {fullName(baseline)} share no seed on the same classes: their classes
        are not set apart.
      </Absent>
    );
  }
  return (
    <DifferenceChart
      tree={tree}
      rows={rows}
      names={names}
      images={images}
      link={link}
      split={outcome.split}
      splits={[outcome.split]}
      onSplit={() => {}}
      isPaired={false}
      over={`mean of seeds ${seedsText(found.seeds)}`}
    />
  );
}

/** The chart takes a standard error, whose whisker is to be the seeds' interval. */
function asDifference({
  index,
  own,
  baseline,
  difference,
  interval,
}: NonNullable<ReturnType<typeof seedClassDifferences>>['rows'][number]): ClassDifference {
  const error = interval === null ? null : (interval.high - difference) / intervalFactor;
  return { index, own, baseline, difference, error, images: null };
}
