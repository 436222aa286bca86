import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage, type Language } from '../i18n';

const schemes: { value: MantineColorScheme; icon: typeof IconSun }[] = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
];

const names: Record<Language, string> = { ja: '日本語', en: 'English' };

/** Language and colours: usable before signing in, too. */
export function AppearanceMenu() {
  const { t } = useTranslation();
  const [language, setLanguage] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const tick = <IconCheck size={14} aria-hidden />;
  return (
    <Menu position="bottom-end" width={190} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.appearance')}>
          <IconLanguage size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {(['ja', 'en'] as const).map((choice) => (
          <Menu.Item
            key={choice}
            lang={choice}
            role="menuitemradio"
            aria-checked={choice === language}
            rightSection={choice === language ? tick : null}
            onClick={() => setLanguage(choice)}
          >
            {names[choice]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('shell.colors')}</Menu.Label>
        {schemes.map(({ value, icon: IconOfScheme }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === colorScheme}
            leftSection={<IconOfScheme size={15} aria-hidden />}
            rightSection={value === colorScheme ? tick : null}
            onClick={() => setColorScheme(value)}
          >
            {t(`shell.scheme.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
