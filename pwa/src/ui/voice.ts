/** A voice of this device. Nothing is fetched and nothing is sent: a voice that needs a server is never used. */
import { useEffect, useState } from 'preact/hooks';
import { voiceFor } from '../core/model/listen.ts';
import { locale } from '../platform/i18n.ts';
import { endsOnLeaving, hasLeft } from './leaving.ts';

const speech = (): SpeechSynthesis | undefined => globalThis.speechSynthesis;

/** Whose turn it is: what was said before must not answer for what is said now. */
let turn = 0;
/** Kept, because a browser may forget an utterance that nobody holds, and its end with it. */
let said: SpeechSynthesisUtterance | null = null;

/** Stops what is being said. */
export function hush(): void {
  turn++;
  said = null;
  speech()?.cancel();
}

/** Says the words; then `ended`, with false when they could not be said. */
export function sayAloud(words: string, voice: SpeechSynthesisVoice, ended?: (well: boolean) => void): void {
  hush();
  if (hasLeft()) return;
  endsOnLeaving(hush);
  const mine = turn;
  said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.85;
  said.onend = () => mine === turn && ended?.(true);
  said.onerror = () => mine === turn && ended?.(false);
  speech()?.speak(said);
}

/** The voice that the browser has told of so far. */
export const voiceNow = (): SpeechSynthesisVoice | undefined => voiceFor(speech()?.getVoices() ?? [], locale.value);

/** The voice to use, once the browser has told which there are. */
export function useVoice(): SpeechSynthesisVoice | undefined {
  const [voice, set] = useState(voiceNow);
  useEffect(() => {
    const look = () => set(voiceNow());
    look();
    const all = speech();
    all?.addEventListener?.('voiceschanged', look);
    return () => all?.removeEventListener?.('voiceschanged', look);
  }, [locale.value]);
  return voice;
}

/** Says `words` while `on`, anew when they change, and is quiet when the screen goes. */
export function useSaid(words: string, voice: SpeechSynthesisVoice | undefined, on: boolean): void {
  useEffect(() => {
    if (!on || !voice || !words) return;
    sayAloud(words, voice);
    addEventListener('pagehide', hush);
    return () => {
      removeEventListener('pagehide', hush);
      hush();
    };
  }, [words, voice, on]);
}
