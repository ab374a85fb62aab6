/**
 * The one place that decides which addresses may be run as scripts, where the browser enforces
 * trusted types: this build's own. Text is never trusted as HTML or as code.
 */

/** What is used of the browser's factory, which not every type library describes. */
interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL: (url: string) => string }): unknown;
}

/**
 * Trusts scripts at or below an address, whoever starts a worker with one.
 * @param types the browser's factory; undefined where it has none.
 */
export function trustScriptsBelow(
  address: string,
  types = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes,
): void {
  const below = new URL('./', address).href;
  types?.createPolicy('default', {
    createScriptURL: (url) => {
      const { href } = new URL(url, address);
      if (href.startsWith(below)) return href;
      throw new TypeError(`${href} is no script of this page`);
    },
  });
}
