import { methodParts } from '../methodParts.tsx';
import type { Shown } from '../run/useShownRun.ts';

/** Beside the charts: what suits the method of what is shown. */
export function Drawer({ shown }: { readonly shown: Shown }) {
  const { Drawer: MethodDrawer } = methodParts[shown.state.spec.method.kind];
  return <MethodDrawer shown={shown} />;
}
