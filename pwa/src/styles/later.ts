/** The styles of every screen but the first; fetched as one sheet before any of them stands (screens.ts). */
import './devices.css';
import './diary.css';
import './exercises.css';
import './install.css';
import './lock.css';
import './pace.css';
import './insights.css';
import './plan.css';
import './urge.css';
import './export.css';
import './warnings.css';
