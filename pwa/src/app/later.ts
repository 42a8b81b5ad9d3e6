/** The styles of every screen but the first; fetched as one sheet before any of them stands (routes.ts). */
import '../features/account/devices/devices.css';
import '../features/diary/diary.css';
import '../features/exercise/exercises.css';
import '../features/more/install/install.css';
import '../features/lock/lock.css';
import '../features/today/pace.css';
import '../features/insights/insights.css';
import '../features/plan/plan.css';
import '../features/urge/urge.css';
import '../features/account/export/export.css';
import '../shared/notices/warnings.css';
