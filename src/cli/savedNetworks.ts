/** What the trained networks of a run are called in its folder, and in an archive of them. */

/** `network-2.safetensors` for a round of several; `network.safetensors` for the last, or the only one. */
export function savedNetworkName(round: number | null): string {
  return round === null ? 'network.safetensors' : `network-${round}.safetensors`;
}

/** Whether a file of a run's folder is one of its networks. */
export function isSavedNetwork(name: string): boolean {
  return /^network(-[1-9]\d*)?\.safetensors$/.test(name);
}
