/** What somebody close to him has in place of the diary and its figures: one file, as few people open more than one of the apps. */

export { followDiary } from '../features/diary/following.ts';
export { NearCheckinScreen } from '../features/near/NearCheckinScreen.tsx';
export { NearDiary } from '../features/near/NearDiary.tsx';
export { NearEntry } from '../features/near/NearEntry.tsx';
export { NearInsights } from '../features/near/NearInsights.tsx';
