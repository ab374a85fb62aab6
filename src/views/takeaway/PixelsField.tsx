import { Group, Input, NumberField } from 'react-aria-components';
import fieldStyles from '../kit/styles/fields.module.css';
import styles from './FigureMenu.module.css';

interface PixelsFieldProps {
  readonly pixels: number;
  readonly onPixels: (pixels: number) => void;
}

/** How wide a picture is to be; what lies outside comes to the nearest end when the field is left. */
export function PixelsField({ pixels, onPixels }: PixelsFieldProps) {
  return (
    <NumberField
      aria-label="Width of the PNG in pixels"
      className={styles.pixels}
      value={pixels}
      minValue={100}
      maxValue={8192}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
      onChange={(value) => {
        if (Number.isFinite(value)) onPixels(value);
      }}
    >
      <Group>
        <Input className={`${fieldStyles.input} ${styles.number}`} />
      </Group>
      <span>pixels wide</span>
    </NumberField>
  );
}
