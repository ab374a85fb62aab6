/** A package that is part of the built page, as licenses.json beside the page tells it. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX name. */
  readonly licence: string;
  /** The licence's text; empty where the package brings none. */
  readonly text: string;
}
