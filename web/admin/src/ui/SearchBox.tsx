import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  size?: string;
};

/** Searches while one types, but leaves text alone that is still being composed with an input method. */
export function SearchBox({ label, value, onChange, className, size = 'sm' }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  const composing = useRef(false);
  const timer = useRef<number>(undefined);

  useEffect(() => setDraft(value), [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const change = (text: string, afterMs: number) => {
    setDraft(text);
    window.clearTimeout(timer.current);
    if (!composing.current) timer.current = window.setTimeout(() => onChange(text.trim()), afterMs);
  };

  return (
    <TextInput
      type="search"
      role="searchbox"
      size={size}
      {...(className ? { className } : {})}
      aria-label={label}
      placeholder={label}
      value={draft}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        draft ? <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => change('', 0)} /> : null
      }
      onChange={(event) => change(event.currentTarget.value, 250)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        change(event.currentTarget.value, 250);
      }}
    />
  );
}
