/**
 * The frame of every chart. It is where a chart is made accessible: a heading, one sentence that
 * says what is shown, the same numbers as a table, and the way out as a file.
 */
import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { FigureMenu } from '../../takeaway/FigureMenu.tsx';
import styles from './FigureFrame.module.css';
import type { FigureTable } from './figureTable.ts';
import { TableView } from './TableView.tsx';

interface FigureFrameProps {
  readonly title: string;
  /** A line of explanation or legend under the title. */
  readonly note?: ReactNode;
  /** One computed sentence that says what the chart shows. */
  readonly description: string;
  /** The same numbers as a table; made when it is asked for. */
  readonly table: () => FigureTable;
  /** Controls at the right of the title. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A chart with its title, its description for those who do not see it, and its table. */
export function FigureFrame(props: FigureFrameProps) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  return (
    <figure
      ref={figure}
      className={styles.figure}
      data-shown={asTable ? 'table' : 'chart'}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <figcaption className={styles.caption}>
        <h3 id={`${id}-title`} className={styles.title}>
          {props.title}
        </h3>
        <div className={styles.controls}>
          {props.controls}
          <span className={styles.tools}>
            <button
              type="button"
              className={styles.toggle}
              aria-pressed={asTable}
              aria-label={`${props.title} as a table`}
              title={asTable ? 'Show the chart' : 'Show as a table'}
              onClick={() => setAsTable(!asTable)}
            >
              <Table2 size={14} strokeWidth={1.75} aria-hidden />
            </button>
            <FigureMenu title={props.title} table={props.table} figure={asTable ? null : figure} />
          </span>
        </div>
        {props.note !== undefined && <p className={styles.note}>{props.note}</p>}
      </figcaption>
      <p id={`${id}-text`} className="visuallyHidden">
        {props.description}
      </p>
      {asTable ? <TableView name={props.title} table={props.table()} /> : props.children}
    </figure>
  );
}
