interface PickOptions {
  readonly accept: string;
  readonly multiple?: boolean;
  /** Asks for a folder, and takes all that is in it. */
  readonly folder?: boolean;
}

/** The browser's file dialog, for menus: elsewhere FileTrigger shows it. */
export function pickFiles({
  accept,
  multiple = false,
  folder = false,
}: PickOptions): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.webkitdirectory = folder;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
