/** The words of every screen but the first, whose own are in en.json. */

import devices from '../../features/account/devices/words/en.json' with { type: 'json' };
import exporting from '../../features/account/export/words/en.json' with { type: 'json' };
import account from '../../features/account/words/en.json' with { type: 'json' };
import calm from '../../features/calm/words/en.json' with { type: 'json' };
import diary from '../../features/diary/words/en.json' with { type: 'json' };
import exercise from '../../features/exercise/words/en.json' with { type: 'json' };
import help from '../../features/help/words/en.json' with { type: 'json' };
import insights from '../../features/insights/words/en.json' with { type: 'json' };
import lock from '../../features/lock/words/en.json' with { type: 'json' };
import install from '../../features/more/install/words/en.json' with { type: 'json' };
import more from '../../features/more/words/en.json' with { type: 'json' };
import near from '../../features/near/words/en.json' with { type: 'json' };
import plan from '../../features/plan/words/en.json' with { type: 'json' };
import privacy from '../../features/privacy/words/en.json' with { type: 'json' };
import programme from '../../features/programme/words/en.json' with { type: 'json' };
import reminders from '../../features/reminders/words/en.json' with { type: 'json' };
import today from '../../features/today/words/en.json' with { type: 'json' };
import urge from '../../features/urge/words/en.json' with { type: 'json' };
import welcome from '../../features/welcome/words/en.json' with { type: 'json' };
import dates from '../../platform/words/en.json' with { type: 'json' };
import keeping from '../../shared/keeping/words/en.json' with { type: 'json' };
import notices from '../../shared/notices/words/en.json' with { type: 'json' };
import shared from '../../shared/words/en.json' with { type: 'json' };
import type { Messages } from './nb.ts';

const en: Messages = [
  shared,
  account,
  calm,
  dates,
  devices,
  diary,
  exercise,
  exporting,
  help,
  insights,
  install,
  keeping,
  lock,
  more,
  near,
  notices,
  plan,
  privacy,
  programme,
  reminders,
  today,
  urge,
  welcome,
];
export default en;
