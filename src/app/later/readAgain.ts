/** What the build's reader of code says of a style sheet that did not come. */
const missingStyle = /^Unable to preload CSS for (\S+)$/;

/** Style sheets that did not come: the build's reader takes each for there from then on. */
const missing = new Set<string>();

/**
 * Imports code and the style sheets that belong to it, those included that failed to come before.
 * @throws whatever the import throws.
 */
export async function readAgain<Code>(fetch: () => Promise<Code>): Promise<Code> {
  await Promise.all([...missing].map(addStyle));
  try {
    return await fetch();
  } catch (error) {
    const address = error instanceof Error ? missingStyle.exec(error.message)?.[1] : undefined;
    if (address !== undefined) missing.add(address);
    throw error;
  }
}

function addStyle(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => {
      missing.delete(address);
      resolve();
    };
    link.onerror = () => {
      link.remove();
      reject(new TypeError(`${address} could not be read`));
    };
    document.head.append(link);
  });
}
