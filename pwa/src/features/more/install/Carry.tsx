/** On an iPhone the app on the home screen begins empty: how what has been written comes along. */
import { t } from '../../../platform/i18n.ts';
import { to } from '../../../platform/router.ts';
import { Part } from '../../../shared/Screen.tsx';
import { vault } from '../../../shared/state.ts';

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
