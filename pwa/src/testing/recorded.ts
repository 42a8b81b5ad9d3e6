/** A recording in tests: texts that have one, the phone's cache, and a loudspeaker that a test moves on. */
import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import type { Bundle, Recording } from '../core/model/content.ts';

/** Stands for a sound: nobody listens to it. */
export const sound = new TextEncoder().encode('a made tone');
const hash = createHash('sha256').update(sound).digest('hex');

export const recording: Recording = {
  address: `/content/${hash}.ogg`,
  type: 'audio/ogg',
  bytes: 1_240_000,
  seconds: 190,
  voice: 'human',
  credit: 'Kari Nordmann',
};

/** The texts, in which somebody has recorded `listen-wave`. */
export function withRecording(bundle: Bundle, more: Partial<Recording> = {}): Bundle {
  const { 'listen-wave': tool } = bundle.tools;
  if (!tool) throw new Error('no listen-wave');
  return { ...bundle, tools: { ...bundle.tools, 'listen-wave': { ...tool, audio: { ...recording, ...more } } } };
}

/** The caches of this phone, by their names; what is in each stays until it is deleted. */
export function caching(): Map<string, Map<string, Response>> {
  const all = new Map<string, Map<string, Response>>();
  const named = (name: string) => all.get(name) ?? all.set(name, new Map()).get(name) ?? new Map();
  const of = (kept: Map<string, Response>) => ({
    match: async (address: string) => kept.get(address)?.clone(),
    put: async (address: string, answer: Response) => void kept.set(address, answer),
    delete: async (address: string) => kept.delete(address),
    keys: async () => [...kept.keys()].map((address) => ({ url: `http://localhost:3000${address}` })),
  });
  vi.stubGlobal('caches', {
    has: async (name: string) => all.has(name),
    open: async (name: string) => of(named(name)),
    delete: async (name: string) => all.delete(name),
    match: async (address: string, { cacheName }: { cacheName: string }) => all.get(cacheName)?.get(address)?.clone(),
  });
  return all;
}

/** A loudspeaker: what it plays, where it is, and what a test does with it. */
export function loudspeaker() {
  const speaker = {
    element: null as HTMLMediaElement | null,
    playing: false,
    at: 0,
    /** The browser has forgotten the press, as one may after a fetch. */
    refuses: false,
    /** Goes on so many seconds. */
    plays(seconds: number): void {
      speaker.at += seconds;
      speaker.tell('timeupdate');
    },
    tell(event: string): void {
      speaker.element?.dispatchEvent(new Event(event));
    },
  };
  const on = HTMLMediaElement.prototype;
  vi.spyOn(on, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    speaker.element = this;
    if (speaker.refuses) throw new DOMException('no press', 'NotAllowedError');
    speaker.playing = true;
    speaker.tell('play');
  });
  vi.spyOn(on, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    if (!speaker.playing) return;
    speaker.playing = false;
    this.dispatchEvent(new Event('pause'));
  });
  vi.spyOn(on, 'currentTime', 'get').mockImplementation(() => speaker.at);
  vi.spyOn(on, 'currentTime', 'set').mockImplementation(function (this: HTMLMediaElement, to: number) {
    speaker.at = to;
    this.dispatchEvent(new Event('seeked'));
  });
  vi.spyOn(on, 'duration', 'get').mockImplementation(() => recording.seconds);
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:sound', revokeObjectURL: () => undefined }));
  return speaker;
}
