/** Which recordings are on this phone, and which tools that are read aloud can be heard here and now. */
import { effect, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { dropOldRecordings, dropRecording, keepRecording, keptRecordings } from '../../core/content/recordings.ts';
import { noted } from '../../core/faults.ts';
import type { Recording, Text } from '../../core/model/content.ts';
import { isHeard } from '../../core/model/listen.ts';
import { locked } from '../../shared/session.ts';
import { vault } from '../../shared/state.ts';
import { useVoice, voiceNow } from '../../ui/voice.ts';

/** Their addresses; null until they have been read. */
const kept = signal<ReadonlySet<string> | null>(null);

export const isKept = ({ address }: Recording): boolean => kept.value?.has(address) ?? false;

/** Whether it is known that this one cannot be played: it is not here, and there is no connection. */
export const isOutOfReach = (recording: Recording): boolean =>
  kept.value !== null && !isKept(recording) && !navigator.onLine;

async function look(): Promise<void> {
  kept.value = new Set(await keptRecordings());
}

/** Reads what is kept, again when a diary is opened, locked or deleted, and removes what no text names any more. */
export function watchRecordings(): void {
  effect(() => {
    void vault.value;
    void locked.value;
    void look().catch(noted('recordings read'));
  });
  void dropOldRecordings().then(look).catch(noted('recordings old'));
}

export async function download(recording: Recording): Promise<void> {
  await keepRecording(recording);
  await look();
}

export async function removeDownloaded(recording: Recording): Promise<void> {
  await dropRecording(recording);
  await look();
}

/** Whether the browser thinks that there is a connection. */
function useOnline(): boolean {
  const [online, set] = useState(navigator.onLine);
  useEffect(() => {
    const told = () => set(navigator.onLine);
    for (const it of ['online', 'offline']) addEventListener(it, told);
    return () => {
      for (const it of ['online', 'offline']) removeEventListener(it, told);
    };
  }, []);
  return online;
}

/** Which tools can be used: of those that are read aloud the ones that can be heard. */
export function useHeard(): (tool: Text) => boolean {
  const voice = useVoice() !== undefined;
  const online = useOnline();
  return (tool) => isHeard(tool, voice, (it) => online || isKept(it));
}

/** The same for what opens by itself: nothing that must be fetched first. */
export const heardNow = (tool: Text): boolean => isHeard(tool, voiceNow() !== undefined, isKept);
