/** What he made on a calm day, where he is in an urge. Without a diary that is open there is none. */
import { useMemo } from 'preact/hooks';
import { calmTextIn, hasCalm } from '../../core/model/calm.ts';
import { t } from '../../platform/i18n.ts';
import type { CalmContent } from '../../shared/calm.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries } from '../../shared/state.ts';
import { useCalm } from './loading.ts';
import { PhotoCanvas } from './PhotoCanvas.tsx';
import { Play } from './Play.tsx';

/** `playing`: told when his recording begins and ends. */
export function FromYourself({ playing }: { playing?: (now: boolean) => void }) {
  const words = calmTextIn(entries.value);
  const [photo, voice] = [useCalm('photo'), useCalm('voice')];
  if (!hasCalm(entries.value)) return null;
  return (
    <Part name={t('calm_from')} after>
      <div class="stack from-self">
        {words && <p class="own">{words}</p>}
        {typeof voice === 'object' && <KeptVoice of={voice} playing={playing} />}
        {typeof photo === 'object' && <KeptPhoto of={photo} />}
        {[photo, voice].includes('coming') && <p class="meta">{t('calm_coming')}</p>}
        {voice === 'broken' && <p class="meta">{t('calm_voice_broken')}</p>}
        {photo === 'broken' && <p class="meta">{t('calm_photo_broken')}</p>}
      </div>
    </Part>
  );
}

/** A blob for each file, and the same one as long as that stands. */
const useBlob = ({ head, bytes }: CalmContent): Blob =>
  useMemo(() => new Blob([bytes], { type: head.type }), [head.set]);

export const KeptPhoto = ({ of }: { of: CalmContent }) => <PhotoCanvas of={useBlob(of)} />;

export const KeptVoice = ({ of, playing }: { of: CalmContent; playing?: ((now: boolean) => void) | undefined }) => (
  <Play of={useBlob(of)} playing={playing} />
);
