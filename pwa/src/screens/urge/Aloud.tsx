/** «Lytt»: a switch in a timed tool, with which a voice of the device says what stands on the screen. */
import { useState } from 'preact/hooks';
import { spoken } from '../../domain/listen.ts';
import type { Beat } from '../../domain/urge.ts';
import { t } from '../../i18n.ts';
import { useSaid, useVoice } from '../../parts/voice.ts';

export const wordsOf = (beat: Beat | undefined): string =>
  beat ? [...(beat.lead ? [beat.lead] : []), ...beat.rest].map(spoken).join(' ') : '';

/** Nothing where there is no voice of the device: the words stand on the screen anyway. */
export function Aloud({ words, quiet }: { words: string; quiet: boolean }) {
  const voice = useVoice();
  const [on, turn] = useState(false);
  useSaid(words, voice, on && !quiet);
  return voice ? (
    <button type="button" class="btn" onClick={() => turn(!on)}>
      {t(on ? 'listen_off' : 'listen')}
    </button>
  ) : null;
}
