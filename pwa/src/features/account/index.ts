/** What other features may use of this one. */
export { SignIn } from './SignIn.tsx';
