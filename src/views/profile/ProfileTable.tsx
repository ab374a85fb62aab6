/** A profile's rows with a bar for each one's time, and the way out as CSV, Markdown and LaTeX. */
import type { ProfileGrouping } from '../../analysis/profile/profileRows.ts';
import { profileRows } from '../../analysis/profile/profileRows.ts';
import { profileTable } from '../../analysis/profile/profileTable.ts';
import { cellContent } from '../../analysis/tables/textTable.ts';
import type { StepProfile } from '../../spec/run/stepProfile.ts';
import { CopyButtons } from '../kit/figure/CopyButtons.tsx';
import styles from './ProfileTable.module.css';

interface ProfileTableProps {
  readonly profile: StepProfile;
  readonly by: ProfileGrouping;
}

/** Where the time goes: the longest bar is the first row's. */
export function ProfileTable({ profile, by }: ProfileTableProps) {
  const shares = profileRows(profile, by).map(({ share }) => share);
  const longest = Math.max(...shares, 0);
  const table = profileTable(profile, by);
  return (
    <>
      <table className={styles.table} aria-label={`Time of a step by ${by}`}>
        <thead>
          <tr>
            {table.columns.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([label, ...cells], index) => (
            <tr key={String(label)}>
              <th scope="row">
                <bdi>{cellContent(label)}</bdi>
                <i
                  className={styles.bar}
                  style={{ width: `${longest === 0 ? 0 : (100 * shares[index]) / longest}%` }}
                />
              </th>
              {cells.map((cell, column) => (
                <td key={table.columns[column + 1].label}>{cellContent(cell) ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <CopyButtons table={table} />
    </>
  );
}
