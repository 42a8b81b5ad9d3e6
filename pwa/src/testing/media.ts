/** What a phone has for photos and recordings, and a DOM without a browser lacks. */
import { vi } from 'vitest';
import type { Opened } from './app.ts';
import { found } from './doing.ts';

/** Bytes that are told from others by their seed. */
export const bytesOf = (size: number, seed: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(size).map((_, at) => (at * 31 + seed * 7) % 251);

/**
 * A file opens when its type is of a picture, and once `waits` resolves; drawn anew it has the bytes that `written` gives for its side
 * and quality.
 */
export function draws(
  written: (side: number, quality: number) => Uint8Array<ArrayBuffer>,
  waits?: Promise<void>,
): { drawn: number } {
  const seen = { drawn: 0 };
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    await waits;
    if (!/^image\/(jpeg|png)$/.test(file.type)) throw new DOMException('no picture', 'InvalidStateError');
    return { width: 4000, height: 3000, close() {} };
  });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => ({
    fillRect() {},
    drawImage() {
      seen.drawn += 1;
    },
  })) as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (
    this: HTMLCanvasElement,
    done,
    type = 'image/png',
    quality = 1,
  ) {
    done(new Blob([written(Math.max(this.width, this.height), quality)], { type }));
  });
  return seen;
}

/** Chooses a file on the screen of the photo. */
export async function choosePhoto(app: Opened, type = 'image/jpeg'): Promise<void> {
  const chooser = await found(app, 'input[type=file]');
  Object.defineProperty(chooser, 'files', { value: [new File(['x'], 'IMG_1.jpg', { type })], configurable: true });
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
}

interface Microphone {
  /** Why the browser does not give it, by the name of its fault. */
  refuses: string | null;
  /** What a second of it weighs. */
  each: number;
  /** Whether it is in use. */
  open: boolean;
  /** How often it was asked for. */
  asked: number;
  /** The browser asks the person, who answers when this resolves. */
  answer: Promise<void> | null;
}

/** A microphone and a recorder, for `has` of the page. Stubbed anew after the page is opened: `records`. */
export function microphone(): { mic: Microphone; has: Record<string, unknown>; records: () => void } {
  const mic: Microphone = { refuses: null, each: 3000, open: false, asked: 0, answer: null };
  const track = {
    stop() {
      mic.open = false;
    },
  };
  const mediaDevices = {
    async getUserMedia() {
      mic.asked += 1;
      await mic.answer;
      if (mic.refuses) throw new DOMException('no', mic.refuses);
      mic.open = true;
      return { getTracks: () => [track] };
    },
  };
  class Recorder {
    static isTypeSupported = (type: string): boolean => type.startsWith('audio/webm');
    state = 'inactive';
    mimeType = 'audio/webm;codecs=opus';
    ondataavailable?: (event: { data: Blob }) => void;
    onstop?: () => void;
    onerror?: () => void;
    private timer?: ReturnType<typeof setInterval>;
    private seed = 0;
    start(each: number): void {
      this.state = 'recording';
      this.timer = setInterval(() => this.give(), each);
    }
    private give(): void {
      this.seed += 1;
      this.ondataavailable?.({ data: new Blob([bytesOf(mic.each, this.seed)]) });
    }
    stop(): void {
      clearInterval(this.timer);
      this.state = 'inactive';
      this.give();
      queueMicrotask(() => this.onstop?.());
    }
  }
  return { mic, has: { mediaDevices }, records: () => vi.stubGlobal('MediaRecorder', Recorder) };
}

/** Counts what is played; it plays until the test ends it. */
export function plays(): { playing: () => boolean; end: () => void } {
  let on: HTMLMediaElement | null = null;
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockReturnValue();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    on = this;
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {
    on = null;
  });
  return { playing: () => on !== null, end: () => on?.dispatchEvent(new Event('ended')) };
}
