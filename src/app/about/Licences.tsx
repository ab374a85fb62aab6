/** The packages that the page contains, each with its licence to unfold. */
import { useEffect, useState } from 'react';
import type { ShippedPackage } from '../../hosting/shippedPackage.ts';
import styles from './Licences.module.css';

/** Where the build puts the list: only the built page knows what is in it. */
const listAddress = `${import.meta.env.BASE_URL}licenses.json`;

/** Reads the list when it is shown: nobody else needs it. */
export function Licences() {
  const packages = usePackages();
  if (packages === null) return <p role="status">The list is being read.</p>;
  if (packages === 'missing') {
    return (
      <p>
        The list could not be read. The built page has it beside itself, as licenses.txt; the pages
        of a development server have none.
      </p>
    );
  }
  return (
    <>
      <p>
        {packages.length} packages under licences that allow it; the fonts that Glyphs was drawn
        from keep theirs (
        <a href={`${import.meta.env.BASE_URL}glyphs.LICENSES.txt`}>their licences</a>).
      </p>
      <ul className={styles.packages}>
        {packages.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary className={styles.package}>
                <span>
                  {name} <span className={styles.version}>{version}</span>
                </span>
                <span>{licence}</span>
              </summary>
              <pre className={styles.text}>
                {text || `The package brings no text of its licence, ${licence}.`}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function usePackages(): readonly ShippedPackage[] | 'missing' | null {
  const [packages, setPackages] = useState<readonly ShippedPackage[] | 'missing' | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void readPackages(leaving.signal).then((found) => {
      if (!leaving.signal.aborted) setPackages(found);
    });
    return () => leaving.abort();
  }, []);
  return packages;
}

async function readPackages(signal: AbortSignal): Promise<readonly ShippedPackage[] | 'missing'> {
  try {
    const answer = await fetch(listAddress, { signal });
    return answer.ok ? await answer.json() : 'missing';
  } catch {
    return 'missing';
  }
}
