/** The words of every screen but the first, whose own are in nb.json. */

import devices from '../../features/account/devices/words/nb.json' with { type: 'json' };
import exporting from '../../features/account/export/words/nb.json' with { type: 'json' };
import account from '../../features/account/words/nb.json' with { type: 'json' };
import calm from '../../features/calm/words/nb.json' with { type: 'json' };
import diary from '../../features/diary/words/nb.json' with { type: 'json' };
import exercise from '../../features/exercise/words/nb.json' with { type: 'json' };
import help from '../../features/help/words/nb.json' with { type: 'json' };
import insights from '../../features/insights/words/nb.json' with { type: 'json' };
import lock from '../../features/lock/words/nb.json' with { type: 'json' };
import install from '../../features/more/install/words/nb.json' with { type: 'json' };
import more from '../../features/more/words/nb.json' with { type: 'json' };
import near from '../../features/near/words/nb.json' with { type: 'json' };
import plan from '../../features/plan/words/nb.json' with { type: 'json' };
import privacy from '../../features/privacy/words/nb.json' with { type: 'json' };
import programme from '../../features/programme/words/nb.json' with { type: 'json' };
import reminders from '../../features/reminders/words/nb.json' with { type: 'json' };
import today from '../../features/today/words/nb.json' with { type: 'json' };
import urge from '../../features/urge/words/nb.json' with { type: 'json' };
import welcome from '../../features/welcome/words/nb.json' with { type: 'json' };
import dates from '../../platform/words/nb.json' with { type: 'json' };
import keeping from '../../shared/keeping/words/nb.json' with { type: 'json' };
import notices from '../../shared/notices/words/nb.json' with { type: 'json' };
import shared from '../../shared/words/nb.json' with { type: 'json' };

const nb = [
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
] as const;
export type Messages = typeof nb;
export default nb;
