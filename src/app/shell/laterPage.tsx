/** Pages that are read when somebody opens them: the first load does without. */
import { type ComponentType, lazy, Suspense } from 'react';

/** A page whose code is read at its first opening; what stands there where that fails. */
export function laterPage(read: () => Promise<ComponentType>): ComponentType {
  const Page = lazy(() =>
    read().then(
      (page) => ({ default: page }),
      () => ({ default: Unread }),
    ),
  );
  return () => (
    <Suspense fallback={<main aria-busy="true" />}>
      <Page />
    </Suspense>
  );
}

function Unread() {
  return (
    <main>
      <p role="alert">This page could not be read. Load Espalier anew when there is a network.</p>
    </main>
  );
}
