/** The mark and the name, where the app is met for the first time. The drawing is public/icons/fotfeste.svg. */
import { appName } from './Screen.tsx';

export function Brand() {
  return (
    <span class="brand">
      <svg aria-hidden="true" viewBox="0 0 64 64">
        <path fill="#1d3b33" d="M0 0h64v64H0z" />
        <path fill="#8fab9b" d="M0 11C12 12 15 17 18 27S22 36 27 36H40C46 36 46 43 48 49S54 56 64 57V64H0Z" />
        <g fill="none" stroke-width="3">
          <path stroke="#5b7d6d" d="M0 26C6 28 8 34 10 41S14 50 20 50H33C38 50 38 57 41 64" />
          <path stroke="#e6cf63" stroke-width="7" stroke-linecap="round" d="M25.5 33.5H41.5" />
        </g>
      </svg>
      {appName()}
    </span>
  );
}
