/** Records the microphone for a minute at the most; nothing of it leaves the memory before it is kept. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { fileType, longestVoice, mostBytes } from '../../core/model/calm.ts';
import { endsOnLeaving } from '../../ui/leaving.ts';

/** `refused`: not allowed to use the microphone · `none`: there is none · `failed`: it broke off. */
export type RecorderState =
  | { state: 'still' | 'asking' | 'refused' | 'none' | 'failed' }
  | { state: 'recording'; seconds: number };

/** A recording that is finished. */
export interface VoiceTake {
  blob: Blob;
  seconds: number;
}

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
  /** Ends it; before it has begun, as `drop`. */
  stop: () => void;
  /** Ends it without a result. */
  drop: () => void;
}

/** Records until it is stopped, is long or large enough, or the app is left; `made` is then told before the last state. */
function record(told: (now: RecorderState) => void, made: (take: VoiceTake) => void): Running {
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
  const drop = (): void => {
    dropped = true;
    if (recorder?.state === 'recording') recorder.stop();
    end();
  };
  const stop = (): void => {
    if (recorder?.state === 'recording') recorder.stop();
    if (recorder) return;
    tell({ state: 'still' });
    drop();
  };
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') stop();
  };
  const end = (): void => {
    stay();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', hidden);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const stay = endsOnLeaving(drop);
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
    // Granted when the app is not to be seen any more.
    if (document.visibilityState === 'hidden') return stop();
    const mimeType = forms.find((it) => MediaRecorder.isTypeSupported(it));
    const begun = new MediaRecorder(stream, { audioBitsPerSecond: RATE, ...(mimeType && { mimeType }) });
    recorder = begun;
    begun.ondataavailable = ({ data }) => {
      pieces.push(data);
      size += data.size;
      if (size >= mostBytes.voice * ENOUGH) stop();
    };
    begun.onerror = () => broke(new Error('the recorder broke'));
    begun.onstop = () => {
      end();
      if (dropped) return;
      const type = fileType('voice', begun.mimeType);
      if (size === 0 || size > mostBytes.voice || !type) return told({ state: 'failed' });
      made({ blob: new Blob(pieces, { type }), seconds: Math.max(1, seconds) });
      told({ state: 'still' });
    };
    document.addEventListener('visibilitychange', hidden);
    begun.start(1000);
    tell({ state: 'recording', seconds });
    timer = setInterval(() => {
      seconds += 1;
      if (seconds >= longestVoice) stop();
      else if (begun.state === 'recording') tell({ state: 'recording', seconds });
    }, 1000);
  };
  begin().catch(broke);
  return { stop, drop };
}

/** `made`: told of what was recorded. */
export function useRecorder(made: (take: VoiceTake) => void): {
  now: RecorderState;
  start: () => void;
  stop: () => void;
} {
  const [now, set] = useState<RecorderState>({ state: 'still' });
  const running = useRef<Running | null>(null);
  useEffect(() => () => running.current?.drop(), []);
  return {
    now,
    start: () => {
      running.current?.drop();
      set({ state: 'asking' });
      running.current = record(set, made);
    },
    stop: () => running.current?.stop(),
  };
}
