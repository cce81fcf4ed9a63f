import { button } from './dom.js';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const STORED = 'excise-theme';

/** The switch between what the system asks for, light and dark. It is remembered where the browser lets pages do so. */
export function makeThemeSwitch(): { readonly element: HTMLElement; readonly next: () => void } {
  let theme = readTheme();
  const element = button('', () => next());
  const show = () => {
    document.documentElement.dataset.theme = theme;
    element.textContent = `Theme: ${theme}`;
  };
  const next = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
    show();
    try {
      localStorage.setItem(STORED, theme);
    } catch {
      // It holds for this time only.
    }
  };
  show();
  return { element, next };
}

function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORED);
    return THEMES.find((theme) => theme === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}
