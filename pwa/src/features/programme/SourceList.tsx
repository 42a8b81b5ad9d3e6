/** Every source of the texts that are shown, each once, with where it is used. */
import { everySource } from '../../core/model/sources.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { SourceWords } from '../../shared/Sources.tsx';
import { pack, reader } from '../../shared/state.ts';

export function SourceList() {
  const all = everySource(pack(), reader.value);
  if (all.length === 0) return null;
  return (
    <Part name={t('about_sources')}>
      <p class="read">{t('about_sources_read')}</p>
      <ul class="source-list">
        {all.map(({ source, used }) => (
          <li key={`${source.author} ${source.title}`}>
            <p>
              <SourceWords source={source} links />
            </p>
            <p class="meta">{t('about_used', { titles: used.join(' · ') })}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
