/** What the keys do. */

import { type Key, t } from '../../platform/i18n.ts';
import { Frame, Title } from '../parts/Frame.tsx';
import { type Command, commands, keysOf } from '../shortcuts.ts';
import { own } from '../state.ts';

const does: Record<Command, Key> = {
  guide: 'key_guide',
  inbox: 'key_inbox',
  next: 'key_next',
  previous: 'key_previous',
  search: 'key_search',
  answer: 'key_answer',
  note: 'key_note',
  send: 'key_send',
  back: 'key_back',
  lock: 'key_lock',
  keys: 'key_keys',
};

export function Keys() {
  return (
    <Frame>
      <Title>{t('nav_keys')}</Title>
      <p class="read">{t(own.value.letters ? 'keys_read' : 'keys_off')}</p>
      <table class="shortcuts">
        <thead>
          <tr>
            <th scope="col">{t('keys_key')}</th>
            <th scope="col">{t('keys_does')}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((it) => (
            <tr key={it}>
              <td>
                <kbd>{keysOf[it]}</kbd>
              </td>
              <td>{t(does[it])}</td>
            </tr>
          ))}
          <tr>
            <td>
              <kbd>Shift × 3</kbd>
            </td>
            <td>{t('key_shift')}</td>
          </tr>
        </tbody>
      </table>
    </Frame>
  );
}
