import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Localized } from '../api/types';
import en from './en.json';
import ja from './ja.json';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

const stored = 'kikkake.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof ja };
  }
}

export function startI18n(language: Language = preferredLanguage()): typeof i18next {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { ja: { translation: ja }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18next;
}

export function useLanguage(): [Language, (language: Language) => void] {
  const { i18n } = useTranslation();
  const change = (language: Language) => {
    localStorage.setItem(stored, language);
    void i18n.changeLanguage(language);
  };
  return [i18n.language === 'ja' ? 'ja' : 'en', change];
}

export function inLanguage(text: Localized | null | undefined, language: Language): string {
  if (!text) return '';
  return text[language] || text.ja || text.en || '';
}

/** Chooses the reader's side of a text that the server sends in both languages. */
export function useLocalized(): (text: Localized | null | undefined) => string {
  const [language] = useLanguage();
  return (text) => inLanguage(text, language);
}

function preferredLanguage(): Language {
  const chosen = localStorage.getItem(stored);
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ja')) ? 'ja' : 'en';
}
