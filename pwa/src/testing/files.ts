/** Files that leave the app and come in, as a DOM without a browser knows them. */
import { vi } from 'vitest';
import type { Opened } from './app.ts';
import { found } from './doing.ts';

/** What is downloaded from here on. */
export function downloads(): File[] {
  const files: File[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    files.push(file as File);
    return 'blob:made';
  });
  const click = HTMLAnchorElement.prototype.click;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (!this.download) click.call(this);
  });
  return files;
}

/** Presses this and waits for the file that it gives to the phone. */
export async function download(app: Opened, files: File[], press: string | RegExp): Promise<File> {
  const before = files.length;
  await app.press(press);
  return app.until(() => {
    const file = files[before];
    if (!file) throw new Error(`no file in: ${app.text()}`);
    return file;
  });
}

/** On a phone that stands on «Importer en fil». */
export async function chooseFile(app: Opened, file: File): Promise<void> {
  const chooser = await found(app, 'input[type=file]');
  Object.defineProperty(chooser, 'files', { value: [file], configurable: true });
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
}
