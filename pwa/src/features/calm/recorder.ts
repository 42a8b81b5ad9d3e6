/** Records the microphone for a minute at the most; nothing of it leaves the memory before it is kept. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { fileType, longestVoice, mostBytes } from '../../core/model/calm.ts';

/** `refused`: not allowed to use the microphone · `none`: there is none · `failed`: it broke off. */
export type RecorderState =
  | { state: 'still' | 'asking' | 'refused' | 'none' | 'failed' }
  | { state: 'recording'; seconds: number }
  | { state: 'made'; blob: Blob; seconds: number };

/** Opus is smaller; an iPhone that cannot write it writes AAC, which every phone can play. */
const forms: readonly string[] = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Bits a second: a minute of speech stays under the limit. */
const RATE = 26_000;
/** Of the most bytes: what a browser writes in its last second comes on top. */
const ENOUGH = 0.9;

export const canRecord = (): boolean =>
  typeof globalThis.MediaRecorder === 'function' && typeof navigator.mediaDevices?.getUserMedia === 'function';

const whyNot = (fault: unknown): 'refused' | 'none' | 'failed' => {
  const name = fault instanceof Error ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' ? 'none' : 'failed';
};

interface Running {
  stop: () => void;
  /** Ends it without a result. */
  drop: () => void;
}

/** Records until it is stopped, is long or large enough, or the app is left. */
function record(told: (now: RecorderState) => void): Running {
  let stream: MediaStream | undefined;
  let recorder: MediaRecorder | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let dropped = false;
  let seconds = 0;
  let size = 0;
  const pieces: Blob[] = [];
  const tell = (now: RecorderState): void => {
    if (!dropped) told(now);
  };
  const stop = (): void => {
    if (recorder?.state === 'recording') recorder.stop();
  };
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') stop();
  };
  const end = (): void => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', hidden);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const broke = (fault: unknown): void => {
    noteFault('recording', fault);
    end();
    tell({ state: whyNot(fault) });
  };
  const begin = async (): Promise<void> => {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
    if (dropped) return end();
    const mimeType = forms.find((it) => MediaRecorder.isTypeSupported(it));
    const made = new MediaRecorder(stream, { audioBitsPerSecond: RATE, ...(mimeType && { mimeType }) });
    recorder = made;
    made.ondataavailable = ({ data }) => {
      pieces.push(data);
      size += data.size;
      if (size >= mostBytes.voice * ENOUGH) stop();
    };
    made.onerror = () => broke(new Error('the recorder broke'));
    made.onstop = () => {
      end();
      const type = fileType('voice', made.mimeType);
      if (size === 0 || size > mostBytes.voice || !type) return tell({ state: 'failed' });
      tell({ state: 'made', blob: new Blob(pieces, { type }), seconds: Math.max(1, seconds) });
    };
    document.addEventListener('visibilitychange', hidden);
    made.start(1000);
    tell({ state: 'recording', seconds });
    timer = setInterval(() => {
      seconds += 1;
      if (seconds >= longestVoice) stop();
      else if (made.state === 'recording') tell({ state: 'recording', seconds });
    }, 1000);
  };
  begin().catch(broke);
  return {
    stop,
    drop: () => {
      dropped = true;
      stop();
      end();
    },
  };
}

export function useRecorder(): { now: RecorderState; start: () => void; stop: () => void } {
  const [now, set] = useState<RecorderState>({ state: 'still' });
  const running = useRef<Running | null>(null);
  useEffect(() => () => running.current?.drop(), []);
  return {
    now,
    start: () => {
      running.current?.drop();
      set({ state: 'asking' });
      running.current = record(set);
    },
    stop: () => running.current?.stop(),
  };
}
