/** On an iPhone the app on the home screen begins empty: how what has been written comes along. */
import { t } from '../../i18n.ts';
import { Part } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { vault } from '../../state.ts';

export function Carry() {
  const code = vault.value?.hasCode ?? false;
  return (
    <Part name={t('install_carry')}>
      <div class="carry">
        <p>{t(code ? 'install_carry_code' : 'install_carry_make', { link: t('first_code') })}</p>
        <a class="link" href={to('code')}>
          {t(code ? 'install_carry_new_link' : 'install_carry_make_link')}
        </a>
        {!code && (
          <>
            <p>{t('install_carry_file')}</p>
            <a class="link" href={to('move')}>
              {t('install_carry_file_link')}
            </a>
          </>
        )}
      </div>
    </Part>
  );
}
