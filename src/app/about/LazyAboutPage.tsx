/** The page about the page, read when somebody opens it: the first load does without. */
import { lazy, Suspense } from 'react';

const AboutPage = lazy(() =>
  import('./AboutPage.tsx').then(
    ({ AboutPage }) => ({ default: AboutPage }),
    () => ({ default: Unread }),
  ),
);

export function LazyAboutPage() {
  return (
    <Suspense fallback={<main aria-busy="true" />}>
      <AboutPage />
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
