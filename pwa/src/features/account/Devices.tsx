/** «Enhetene mine»: where the diary has been opened, what each one is, and the way to leave this one. */
import { useState } from 'preact/hooks';
import type { Device } from '../../core/model/devices.ts';
import { forgetDevice } from '../../core/vault/devices.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { deviceName, devices } from '../../shared/devices.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NewDevice } from '../../shared/NewDevice.tsx';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { LeaveDevice } from './devices/LeaveDevice.tsx';

type Stage = 'list' | 'leave' | Device;

export function Devices() {
  const [stage, setStage] = useState<Stage>('list');
  useTop(typeof stage === 'string' ? stage : stage.id);
  const list = () => setStage('list');
  if (stage === 'leave') return <LeaveDevice stay={list} />;
  if (stage !== 'list') return <One device={stage} done={list} />;
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('devices_title')}</h1>
      <p class="read">{t('devices_read')}</p>
      <div class="device-asked">
        <NewDevice />
      </div>
      <ul class="rows part-gap">
        {devices.value.map((device) => (
          <li key={device.id}>
            <Row device={device} open={() => setStage(device)} />
          </li>
        ))}
      </ul>
      <Part name={t('devices_more')}>
        <ul class="rows">
          <li>
            <a class="row" href={to('known-code')}>
              <span>
                {t('known_row')}
                <small>{t('known_row_small')}</small>
              </span>
              <Icon name="forward" />
            </a>
          </li>
          <li>
            <button type="button" class="row" onClick={() => setStage('leave')}>
              <span>
                {t('devices_leave')}
                <small>{t('devices_leave_small')}</small>
              </span>
              <Icon name="forward" />
            </button>
          </li>
        </ul>
      </Part>
    </Screen>
  );
}

function seen({ first, last }: Device): string {
  if (!last) return '';
  if (!first || first === last) return t('devices_seen_once', { last: dateWords(last) });
  return t('devices_seen', { first: dateWords(first), last: dateWords(last) });
}

function Row({ device, open }: { device: Device; open: () => void }) {
  const { own, known } = device;
  const words = (
    <span>
      {deviceName(device)}
      <small>{[own ? t('devices_this') : !known && t('devices_new'), seen(device)].filter(Boolean).join(' · ')}</small>
    </span>
  );
  if (own) return <div class="row">{words}</div>;
  return (
    <button type="button" class="row" onClick={open}>
      {words}
      <Icon name="forward" />
    </button>
  );
}

/** Another device: since when, and off the list. */
function One({ device, done }: { device: Device; done: () => void }) {
  const { failed, keeping } = useKeeping();
  const remove = () =>
    keeping(async () => {
      if (vault.value) await forgetDevice(vault.value, device);
      done();
    });
  return (
    <Screen
      back={{ words: t('back'), act: done }}
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => void remove()}>
            {t('device_remove')}
          </button>
          <div class="aside">
            <a class="link" href={to('known-code')}>
              {t('known_row')}
            </a>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{deviceName(device)}</h1>
      <dl class="plan part-gap">
        {device.first && <Seen name={t('device_first')} date={device.first} />}
        {device.last && <Seen name={t('device_last')} date={device.last} />}
      </dl>
      <p class="read part-gap">{t('device_remove_read')}</p>
      <p class="read">{t('device_remove_known')}</p>
    </Screen>
  );
}

function Seen({ name, date }: { name: string; date: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{dateWords(date)}</dd>
    </div>
  );
}
