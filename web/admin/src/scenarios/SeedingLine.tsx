import { Progress } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Seeding } from '../api/types';
import { useLanguage } from '../i18n';
import { wholeNumber } from '../time/format';
import classes from './SeedingLine.module.css';

/** How far what the scenario asks of the past is made from the event log; there only while that is under way. */
export function SeedingLine({ seeding }: { seeding: Seeding }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const share = seeding.total === 0 ? 0 : Math.min(100, (100 * seeding.done) / seeding.total);
  return (
    <div className={classes.line}>
      <IconHistory size={16} stroke={1.8} aria-hidden />
      <span className={classes.words}>
        {t('scenarios.seeding')}
        <span className={classes.detail}>{t('scenarios.seedingDetail')}</span>
      </span>
      <Progress className={classes.bar} value={share} size="sm" radius="xl" aria-label={t('scenarios.seeding')} />
      <span className={`tabular ${classes.count}`}>
        {wholeNumber(seeding.done, language)} / {wholeNumber(seeding.total, language)}
      </span>
    </div>
  );
}
