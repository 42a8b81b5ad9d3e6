/** Beside the clock of a timed tool: «Lytt», with which a voice of the device says what stands on the screen, and «Vibrer i takt». */
import { useState } from 'preact/hooks';
import { spoken } from '../../core/model/listen.ts';
import type { Beat } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { useSaid, useVoice } from '../../ui/voice.ts';
import { buzzes, canBuzz, chooseBuzz } from './buzz.ts';

export const beatWords = (beat: Beat | undefined): string =>
  beat ? [...(beat.lead ? [beat.lead] : []), ...beat.rest].map(spoken).join(' ') : '';

/** Each only where the phone has it: the words stand on the screen anyway. */
export function Aloud({ words, quiet }: { words: string; quiet: boolean }) {
  const voice = useVoice();
  const [on, turn] = useState(false);
  useSaid(words, voice, on && !quiet);
  if (!voice && !canBuzz()) return null;
  return (
    <div class="senses">
      {canBuzz() && (
        <button
          type="button"
          class="sense"
          role="switch"
          aria-checked={buzzes.value}
          onClick={() => chooseBuzz(!buzzes.value)}
        >
          {t('vibrate')}
        </button>
      )}
      {voice && (
        <button type="button" class="sense" onClick={() => turn(!on)}>
          {t(on ? 'listen_off' : 'listen')}
        </button>
      )}
    </div>
  );
}
