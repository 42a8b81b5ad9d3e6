/** Advice to talk to somebody, from two check-ins. It names what was answered and whom one can turn to, and nothing else. */
import { stepUp, turnTo } from '../../core/model/fortnight.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { entries, face, pack, today } from '../../shared/state.ts';
import { Hide } from './Hide.tsx';

export function StepUp() {
  const why = stepUp(entries.value, pack(), face.value, today.value);
  if (!why) return null;
  const { service: id, doctor } = turnTo[why];
  const service = pack().directory.find((it) => it.id === id);
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
      {doctor && <p class="read after">{t('up_doctor')}</p>}
      <Hide what="step-up" words={t('up_title')} />
    </Part>
  );
}
