/** A chosen picture, drawn anew: smaller, and without what a camera writes into a file beside the picture. */
import { drawnSize, mostBytes, photoTries } from '../../core/model/calm.ts';

/** `unread`: this browser cannot open it · `large`: it stays too large. */
export type Shrunk = Blob | 'unread' | 'large';

export async function shrink(file: Blob): Promise<Shrunk> {
  // What cannot be opened is told to the person.
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return 'unread';
  const canvas = document.createElement('canvas');
  try {
    for (const { side, quality } of photoTries) {
      const { width, height } = drawnSize(bitmap.width, bitmap.height, side);
      canvas.width = width;
      canvas.height = height;
      const pen = canvas.getContext('2d');
      if (!pen) return 'unread';
      // What can be seen through would become black.
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, width, height);
      pen.drawImage(bitmap, 0, 0, width, height);
      const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (drawn?.type !== 'image/jpeg') return 'unread';
      if (drawn.size <= mostBytes.photo) return drawn;
    }
    return 'large';
  } finally {
    bitmap.close();
  }
}
