import { levelwisePath } from '../../../../store/draft/levelwiseFields.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import { OptionField, type OptionFieldProps } from '../../../controls/fields/OptionField.tsx';

/** The field of an option of level-wise networks, whether the method is one or its members are. */
export function LevelwiseField(props: Omit<OptionFieldProps, 'at'>) {
  const at = useWorkbench(({ draft }) => levelwisePath(draft, props.path));
  return <OptionField {...props} at={at} />;
}
