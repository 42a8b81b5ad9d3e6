/** Files that leave the app, and how they are called: after the mask that is worn, and the date. */
import { beginExternalActivity, endExternalActivity } from '../../platform/externalActivity.ts';
import { onIphone } from '../../platform/storage.ts';
import { appName } from '../../shared/mask.ts';
import { today } from '../../shared/state.ts';

/** `vaner-2026-11-25.csv` */
export const fileName = (ending: string): string => `${appName().toLowerCase()}-${today.value}.${ending}`;

export type SaveResult = 'saved' | 'shared' | 'cancelled' | 'failed';

/**
 * Gives a file to the phone; a press must lead here. An iPhone opens its share sheet, since an app on its home screen has no
 * downloads that one would find; everything else downloads.
 */
export async function saveFile(name: string, content: BlobPart, type: string): Promise<SaveResult> {
  const file = new File([content], name, { type });
  if (onIphone() && navigator.canShare?.({ files: [file] })) {
    try {
      beginExternalActivity();
      await navigator.share({ files: [file] });
      return 'shared';
    } catch (fault) {
      return fault instanceof DOMException && fault.name === 'AbortError' ? 'cancelled' : 'failed';
    } finally {
      endExternalActivity();
    }
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'saved';
}
