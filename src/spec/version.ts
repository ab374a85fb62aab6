import manifest from '../../package.json' with { type: 'json' };

/** The version of this Espalier, as every log and result names it. */
export const espalierVersion: string = manifest.version;
