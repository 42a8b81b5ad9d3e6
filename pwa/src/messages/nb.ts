/** The words of every screen but the first, whose own are in nb/first.json. */
import devices from './nb/devices.json' with { type: 'json' };
import diary from './nb/diary.json' with { type: 'json' };
import exercises from './nb/exercises.json' with { type: 'json' };
import exporting from './nb/export.json' with { type: 'json' };
import insights from './nb/insights.json' with { type: 'json' };
import install from './nb/install.json' with { type: 'json' };
import keeping from './nb/keeping.json' with { type: 'json' };
import lock from './nb/lock.json' with { type: 'json' };
import more from './nb/more.json' with { type: 'json' };
import near from './nb/near.json' with { type: 'json' };
import pace from './nb/pace.json' with { type: 'json' };
import plan from './nb/plan.json' with { type: 'json' };
import reminders from './nb/reminders.json' with { type: 'json' };
import shell from './nb/shell.json' with { type: 'json' };
import texts from './nb/texts.json' with { type: 'json' };
import tools from './nb/tools.json' with { type: 'json' };
import warnings from './nb/warnings.json' with { type: 'json' };

const nb = [
  shell,
  devices,
  diary,
  exercises,
  exporting,
  insights,
  install,
  keeping,
  lock,
  more,
  near,
  pace,
  plan,
  reminders,
  texts,
  tools,
  warnings,
] as const;
export type Messages = typeof nb;
export default nb;
