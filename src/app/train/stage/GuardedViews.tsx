import type { StageView, ViewInputs } from './methodPage.ts';
import { ViewGuard } from './ViewGuard.tsx';

interface GuardedViewsProps {
  readonly views: readonly StageView[];
  readonly inputs: ViewInputs;
}

/** Views one after the other; one that cannot be drawn leaves the others standing. */
export function GuardedViews({ views, inputs }: GuardedViewsProps) {
  return views.map(({ what, draw }) => (
    <ViewGuard key={what} what={what}>
      {draw(inputs)}
    </ViewGuard>
  ));
}
