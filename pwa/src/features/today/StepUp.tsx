/** Advice to talk to somebody, from two check-ins. It names what was answered and whom one can turn to, and nothing else. */
import { stepUp } from '../../core/model/fortnight.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { entries, face, pack, today } from '../../shared/state.ts';
import { Hide } from './Hide.tsx';

/** Whom each can turn to first. */
const whom = { control: 'sex-og-samfunn', purchases: 'sex-og-samfunn', wellbeing: 'parorendelinjen' } as const;

export function StepUp() {
  const why = stepUp(entries.value, pack(), face.value, today.value);
  if (!why) return null;
  const service = pack().directory.find((it) => it.id === whom[why]);
  return (
    <Part name={t('up_title')}>
      <p class="read">{t(why === 'wellbeing' ? 'up_near' : `up_${why}`)}</p>
      {service && (
        <ul class="rows">
          <li>
            <ServiceRow service={service} {...(service.anonymous && { small: t('anonymous') })} />
          </li>
        </ul>
      )}
      {why !== 'wellbeing' && <p class="read after">{t('up_doctor')}</p>}
      <Hide what="step-up" words={t('up_title')} />
    </Part>
  );
}
