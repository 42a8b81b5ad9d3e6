/** This machine: language, own name, colleagues' names, keys, the printed code, the password, and the ways out. */
import { useEffect, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { SHORTEST_PASSWORD } from '../../core/thread/types.ts';
import { dateInWords } from '../../platform/dates.ts';
import { type Key, locale, t } from '../../platform/i18n.ts';
import { Three, TickRow } from '../../ui/Choices.tsx';
import { leaveMachine, resign, stand } from '../enter.ts';
import { Line, Wrong } from '../parts/Fields.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { Sure } from '../parts/Sure.tsx';
import { desk, keepOwn, names, own, say, standing } from '../state.ts';
import { faultWords } from '../why.ts';
import { chooseLanguage } from '../words.ts';

const languages = [
  { code: 'nb', label: 'Norsk' },
  { code: 'en', label: 'English' },
] as const;

export function DeviceScreen() {
  const now = standing.value;
  const others = now?.others ?? [];
  const alone = now?.alone ?? 0;
  useEffect(() => {
    // How many wait whom nobody else can read.
    const at = desk.peek();
    if (at) void stand(at);
  }, []);
  return (
    <Frame>
      <Title>{t('device_title')}</Title>
      <section class="part">
        <h2>{t('device_you')}</h2>
        <div class="stacked">
          <Line
            id="name"
            label={t('name_label')}
            help={t('name_help')}
            value={own.value.name}
            change={(name) => void keepOwn({ name })}
          />
          {desk.value && <p class="meta">{t('known_as', { short: desk.value.id.slice(0, 4) })}</p>}
          <Three
            name="language"
            label={t('language')}
            options={languages}
            chosen={[locale.value]}
            choose={([next]) => next && chooseLanguage(next)}
          />
          <TickRow label={t('letters_on')} on={own.value.letters} change={(letters) => void keepOwn({ letters })} />
        </div>
      </section>
      {others.length > 0 && (
        <section class="part">
          <h2>{t('colleagues')}</h2>
          <p class="meta">{t('colleagues_read')}</p>
          <div class="stacked">
            {others.map(({ id }) => (
              <Line
                key={id}
                id={`name-${id}`}
                label={t('colleague', { short: id.slice(0, 4) })}
                value={names.value[id] ?? ''}
                change={(name) => void keepOwn({ names: { ...own.peek().names, [id]: name } })}
              />
            ))}
          </div>
        </section>
      )}
      {now && (
        <section class="part">
          <h2>{t('certificate')}</h2>
          {now.expires !== null && (
            <p>
              {t('certificate_until', {
                day: dateInWords(new Date(now.expires * 1000).toISOString().slice(0, 10), new Date().toISOString()),
              })}
            </p>
          )}
          <p class="meta">{t('fingerprint')}</p>
          <p class="print" translate={false}>
            {now.fingerprint}
          </p>
        </section>
      )}
      <Code />
      <Password />
      <section class="part">
        <h2>{t('ways_out')}</h2>
        <div class="stacked">
          <p>{t('forget_read')}</p>
          <Sure ask={t('forget')} words={t('forget_sure')} yes={t('forget_yes')} act={leaveMachine} />
          <p>{t('resign_read')}</p>
          <Sure
            ask={t('resign')}
            words={`${alone > 0 ? `${t('resign_alone', { n: alone })} ` : ''}${t('resign_sure')}`}
            yes={t('resign_yes')}
            act={resign}
          />
        </div>
      </section>
    </Frame>
  );
}

function Code() {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Key | null>(null);
  const [busy, setBusy] = useState(false);
  async function show(event: Event): Promise<void> {
    event.preventDefault();
    const at = desk.peek();
    if (!at || busy) return;
    setBusy(true);
    setWrong(null);
    try {
      const found = await at.code(password);
      setPassword('');
      setWrong(found ? null : 'why_password');
      setCode(found);
    } catch (fault) {
      noteFault('code look', fault);
      setWrong(faultWords(fault));
    }
    setBusy(false);
  }
  return (
    <section class="part">
      <h2>{t('code_again')}</h2>
      {code ? (
        <div class="stacked">
          <p class="secret" translate={false}>
            {code}
          </p>
          <div class="acts">
            <button type="button" class="btn" onClick={() => print()}>
              {t('print')}
            </button>
            <button type="button" class="btn" onClick={() => setCode(null)}>
              {t('code_hide')}
            </button>
          </div>
        </div>
      ) : (
        <form class="stacked" onSubmit={show}>
          <Line
            id="code-password"
            type="password"
            complete="current-password"
            label={t('password')}
            value={password}
            change={setPassword}
            error={wrong === 'why_password' ? t(wrong) : null}
          />
          {wrong && wrong !== 'why_password' && <Wrong words={t(wrong)} />}
          <button type="submit" class="btn">
            {t(busy ? 'busy' : 'code_show')}
          </button>
        </form>
      )}
    </section>
  );
}

function Password() {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<{ field: 'present' | 'next' | 'again' | null; key: Key } | null>(null);
  const [busy, setBusy] = useState(false);
  async function change(event: Event): Promise<void> {
    event.preventDefault();
    const at = desk.peek();
    if (!at || busy) return;
    if (next.length < SHORTEST_PASSWORD) return setWrong({ field: 'next', key: 'why_weak' });
    if (next !== again) return setWrong({ field: 'again', key: 'why_differ' });
    setBusy(true);
    setWrong(null);
    try {
      if (await at.changePassword(present, next)) {
        for (const clear of [setPresent, setNext, setAgain]) clear('');
        say(t('password_changed'));
      } else setWrong({ field: 'present', key: 'why_password' });
    } catch (fault) {
      noteFault('password change', fault);
      setWrong({ field: null, key: faultWords(fault) });
    }
    setBusy(false);
  }
  const error = (field: 'present' | 'next' | 'again' | null) =>
    wrong?.field === field ? t(wrong.key, { n: SHORTEST_PASSWORD }) : null;
  const general = error(null);
  return (
    <section class="part">
      <h2>{t('password_change')}</h2>
      <form class="stacked" onSubmit={change}>
        <Line
          id="present"
          type="password"
          complete="current-password"
          label={t('password_present')}
          value={present}
          change={setPresent}
          error={error('present')}
        />
        <Line
          id="next"
          type="password"
          complete="new-password"
          label={t('password_new')}
          value={next}
          change={setNext}
          help={t('password_help', { n: SHORTEST_PASSWORD })}
          error={error('next')}
        />
        <Line
          id="next-again"
          type="password"
          complete="new-password"
          label={t('password_again')}
          value={again}
          change={setAgain}
          error={error('again')}
        />
        {general && <Wrong words={general} />}
        <button type="submit" class="btn">
          {t(busy ? 'busy' : 'password_change_go')}
        </button>
      </form>
    </section>
  );
}
