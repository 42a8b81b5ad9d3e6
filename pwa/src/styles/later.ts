/** The styles of every screen but the first; fetched as one sheet before any of them stands (screens.ts). */
import './diary.css';
import './exercises.css';
import './insights.css';
import './pace.css';
