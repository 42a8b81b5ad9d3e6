/** Before a desk is open: invitation, printed code, password. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { SHORTEST_PASSWORD } from '../../core/thread/types.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { TickRow } from '../../ui/Choices.tsx';
import { arrive, enterConsole, invited, leaveMachine } from '../enter.ts';
import { Line, Wrong } from '../parts/Fields.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { Sure } from '../parts/Sure.tsx';
import { startInRoom } from '../rooms.ts';
import { currentConsole, say } from '../state.ts';
import { faultWords, why } from '../why.ts';

/** There is no way in here; another laptop's code is one. */
function NoWayIn({ title, read }: { title: Key; read: Key }) {
  return (
    <Frame>
      <Title>{t(title)}</Title>
      <p class="read">{t(read)}</p>
      <p class="read">{t('none_read_code')}</p>
      <div class="acts">
        <button type="button" class="btn" onClick={() => startInRoom({ at: 'restore' })}>
          {t('use_code')}
        </button>
      </div>
    </Frame>
  );
}

export const None = () => <NoWayIn title="none_title" read="none_read" />;

/** A link that was used, or is over. */
export const Spent = () => <NoWayIn title="spent_title" read="spent_read" />;

/** The pack names no organisation. */
export function ClosedScreen() {
  return (
    <Frame>
      <Title>{t('closed_title')}</Title>
      <p class="read">{t('closed_read')}</p>
    </Frame>
  );
}

export function Unreached() {
  return (
    <Frame>
      <Title>{t('unreached_title')}</Title>
      <p class="read">{t('unreached_read')}</p>
      <div class="acts">
        <button type="button" class="btn" onClick={() => void enterConsole()}>
          {t('try_again')}
        </button>
      </div>
    </Frame>
  );
}

/** A link was opened on a machine that has a coach already. */
export function MachineTaken() {
  return (
    <Frame>
      <Title>{t('taken_title')}</Title>
      <p class="read">{t('taken_read')}</p>
      <div class="acts">
        <button type="button" class="btn main act" onClick={() => startInRoom({ at: 'unlock' })}>
          {t('unlock_go')}
        </button>
        <Sure ask={t('forget')} words={t('forget_sure')} yes={t('forget_yes')} act={leaveMachine} />
      </div>
    </Frame>
  );
}

interface FormProps {
  title: string;
  read: string;
  submit: string;
  /** Fields above the password, given what is wrong with them. */
  above?: (wrong: string | null) => ComponentChildren;
  /** A password of one's own, typed twice. */
  fresh?: boolean;
  ready?: boolean;
  send: (password: string) => Promise<Key | null>;
  below?: ComponentChildren;
}

/** The field that something is wrong with; anything else is said above the button. */
const fieldOf: Partial<Record<Key, 'code' | 'password' | 'again'>> = {
  why_code: 'code',
  why_differ: 'again',
  why_empty: 'password',
  why_password: 'password',
  why_weak: 'password',
};

/** One form for everything that a password opens. Argon2id takes a second or two: the button says so meanwhile. */
function Form({ title, read, submit, above, fresh = false, ready = true, send, below }: FormProps) {
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Key | null>(null);
  const type = seen ? 'text' : 'password';

  /** Says what is wrong, where it is. */
  function refuse(fault: Key | null): void {
    setWrong(fault);
    if (fault) document.getElementById(fieldOf[fault] ?? 'password')?.focus();
  }
  const at = (field: 'code' | 'password' | 'again' | undefined): string | null =>
    wrong && fieldOf[wrong] === field ? t(wrong, { n: SHORTEST_PASSWORD }) : null;

  async function submitted(event: Event): Promise<void> {
    event.preventDefault();
    if (busy || !ready) return;
    if (fresh && password.length < SHORTEST_PASSWORD) return refuse('why_weak');
    if (fresh && password !== again) return refuse('why_differ');
    if (password === '') return refuse('why_empty');
    setBusy(true);
    setWrong(null);
    say('');
    const fault = await send(password).catch(faultWords);
    setBusy(false);
    refuse(fault);
  }

  const general = at(undefined);
  return (
    <Frame>
      <Title>{title}</Title>
      <p class="read">{read}</p>
      <form class="stacked" onSubmit={submitted}>
        {above?.(at('code'))}
        <Line
          id="password"
          label={t(fresh ? 'password_new' : 'password')}
          value={password}
          change={setPassword}
          type={type}
          complete={fresh ? 'new-password' : 'current-password'}
          help={fresh ? t('password_help', { n: SHORTEST_PASSWORD }) : undefined}
          error={at('password')}
        />
        {fresh && (
          <Line
            id="again"
            label={t('password_again')}
            value={again}
            change={setAgain}
            type={type}
            complete="new-password"
            error={at('again')}
          />
        )}
        <TickRow label={t('password_show')} on={seen} change={setSeen} />
        {general && <Wrong words={general} />}
        <button type="submit" class="btn main act" aria-disabled={busy || !ready ? 'true' : undefined}>
          {busy ? t('busy') : submit}
        </button>
      </form>
      {below}
    </Frame>
  );
}

export function Invited() {
  return (
    <Form
      fresh
      title={t('invited_title')}
      read={t('invited_read')}
      submit={t('invited_go')}
      send={async (password) => {
        const secret = invited();
        if (!secret) return 'why_invitation';
        const made = await currentConsole().enrol(secret, password);
        if (made.ok) arrive(made.desk, made.code);
        // The key pair rests here already; the invitation is taken up at the next try.
        else if (made.why === 'offline' || made.why === 'gone') {
          if ((await currentConsole().standing()) === 'enrolling') startInRoom({ at: 'enrolling' });
        } else if (made.why === 'invitation') startInRoom({ at: 'spent' });
        return made.ok ? null : why[made.why];
      }}
    />
  );
}

const opened = async (password: string): Promise<Key | null> => {
  const found = await currentConsole().unlock(password);
  if (found.ok) arrive(found.desk);
  return found.ok ? null : why[found.why];
};

export function Unlock() {
  return (
    <Form
      title={t('unlock_title')}
      read={t('unlock_read')}
      submit={t('unlock_go')}
      send={opened}
      below={<Forgotten />}
    />
  );
}

/** The invitation was not taken up yet: there was no connection when the key pair was made. */
export function Enrolling() {
  return (
    <Form
      title={t('enrolling_title')}
      read={t('enrolling_read')}
      submit={t('enrolling_go')}
      send={async (password) => {
        const found = await currentConsole().unlock(password);
        if (found.ok) arrive(found.desk, (await found.desk.code(password)) ?? undefined);
        return found.ok ? null : why[found.why];
      }}
      below={<Forgotten />}
    />
  );
}

function Forgotten() {
  return (
    <details class="further">
      <summary>{t('forgotten')}</summary>
      <p class="read">{t('forgotten_read')}</p>
      <div class="acts">
        <Sure ask={t('forget')} words={t('forget_sure')} yes={t('forget_yes')} act={leaveMachine} />
      </div>
    </details>
  );
}

export function Restore() {
  const [code, setCode] = useState('');
  return (
    <Form
      fresh
      title={t('restore_title')}
      read={t('restore_read')}
      submit={t('restore_go')}
      ready={code.trim() !== ''}
      send={async (password) => {
        const found = await currentConsole().restore(code, password);
        if (found.ok) arrive(found.desk);
        return found.ok ? null : why[found.why];
      }}
      below={
        <div class="acts">
          <button type="button" class="btn" onClick={() => startInRoom({ at: 'none' })}>
            {t('back')}
          </button>
        </div>
      }
      above={(wrong) => (
        <Line id="code" label={t('code_label')} value={code} change={setCode} help={t('code_help')} error={wrong} />
      )}
    />
  );
}
