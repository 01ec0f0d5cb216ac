import { css, unsafeCSS } from 'lit';
import type { Words } from '../locales/index.ts';
import { darkTheme, lightTheme, type Convention, type Role, type Theme } from '../../src/scene/index.ts';

/** The roles that an author may colour; ink and grid follow the page's text. */
const NAMED = ['source', 'target', 'through', 'exact', 'learned'] as const;
export const ROLES: readonly Role[] = [...NAMED, 'ink', 'grid'];

const declare = ({ colors }: Theme): string => NAMED.map((role) => `--_${role}: var(--fm-${role}, ${colors[role]});`).join(' ');
const carry = ROLES.map((role) => `.roles [data-role='${role}'] { color: var(--_${role}); }`).join(' ');

/**
 * Colours by role. An author overrides one by its public name on the element or any ancestor, for example
 * `--fm-source: navy`. The class `dark` is set from the page's own text colour: see `isLightInk`.
 */
export const themeStyles = css`
  .figure {
    ${unsafeCSS(declare(lightTheme))}
    --_ink: var(--fm-ink, currentcolor);
    --_grid: var(--fm-grid, color-mix(in srgb, currentcolor 25%, transparent));
  }
  .figure.dark {
    ${unsafeCSS(declare(darkTheme))}
  }
  /* The reader's own few colours: they stand out from the page, and shape and dash tell the roles apart where two share one. */
  @media (forced-colors: active) {
    .figure,
    .figure.dark {
      --_source: LinkText;
      --_target: CanvasText;
      --_through: color-mix(in oklab, LinkText, CanvasText);
      --_exact: CanvasText;
      --_learned: LinkText;
      --_ink: CanvasText;
      --_grid: GrayText;
    }
    .roles {
      forced-color-adjust: none;
    }
  }
  .roles {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
    transition: color 1ms;
  }
  .roles i {
    transition: color 1ms;
  }
  ${unsafeCSS(carry)}
`;

/**
 * The figure's look as the browser resolves it: custom properties alone would be read as unresolved text.
 *
 * @param roles  holds one hidden element for each role, with `data-role`
 */
export function readTheme(roles: HTMLElement, { locale, words }: { readonly locale: string | undefined; readonly words: Words }, convention: Convention | undefined): Theme {
  const { fontFamily, fontSize } = getComputedStyle(roles);
  const color = (role: Role): string => getComputedStyle(roles.querySelector(`[data-role="${role}"]`) ?? roles).color;
  const colors = Object.fromEntries(ROLES.map((role) => [role, color(role)])) as Record<Role, string>;
  return { colors, fontFamily, fontSizePx: parseFloat(fontSize), words: words.picture, ...(locale && { locale }), ...(convention && { convention }) };
}

/** Whether the page writes light on dark; its text colour tells that on every host, whatever its toggle is called. */
export function isLightInk(element: HTMLElement): boolean {
  const [r = 0, g = 0, b = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 140;
}
