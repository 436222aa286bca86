import type { Language } from '../i18n';

/** Goals per entered run as "16.2%"; null while nobody has entered. */
export function goalRate(goals: number, entered: number, language: Language): string | null {
  if (entered <= 0) return null;
  return new Intl.NumberFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(goals / entered);
}
