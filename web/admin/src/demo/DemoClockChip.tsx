import { ActionIcon, Tooltip } from '@mantine/core';
import { IconClockPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DemoClock } from '../api/types';
import { useLanguage } from '../i18n';
import { spanOf } from '../time/format';
import { useNow } from '../time/now';
import classes from './DemoClockChip.module.css';
import { usePaceText, useDemoClock, useSkip } from './useDemoClock';

/** The demo's time of day, how fast it runs, and a way to the next due step. */
export function DemoClockChip() {
  const { t } = useTranslation();
  const clock = useDemoClock();
  const skip = useSkip();
  if (!clock.data) return null;
  const next = clock.data.next;
  return (
    <div className={classes.chip} role="group" aria-label={t('demo.clock')}>
      <Tooltip label={<ChipDetail clock={clock.data} />} multiline>
        <span className={classes.time} tabIndex={0}>
          <IconClockPlay size={15} stroke={1.8} aria-hidden />
          <VirtualNow zone={clock.data.timeZone} />
          <PaceText clock={clock.data} />
        </span>
      </Tooltip>
      <Tooltip label={next ? t('demo.skipTo', { scenario: next.scenario }) : t('demo.nothingDue')}>
        <ActionIcon
          variant="subtle"
          color="shu"
          size={28}
          radius="sm"
          aria-label={t('demo.skip')}
          data-disabled={next ? undefined : true}
          aria-disabled={next === null}
          loading={skip.isPending}
          onClick={() => next && skip.mutate()}
        >
          <IconPlayerTrackNext size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

export function VirtualNow({ zone }: { zone: string }) {
  const [language] = useLanguage();
  const words = useNow((now) =>
    new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
      timeZone: zone,
      month: language === 'ja' ? 'numeric' : 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(now),
  );
  return <span className={`tabular ${classes.now}`}>{words}</span>;
}

function PaceText({ clock }: { clock: DemoClock }) {
  const pace = usePaceText();
  return <span className={classes.pace}>{pace(clock)}</span>;
}

function ChipDetail({ clock }: { clock: DemoClock }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const pace = usePaceText();
  return (
    <>
      {t('demo.explain', { pace: pace(clock) })}
      {clock.next && (
        <>
          <br />
          {t('demo.next', { scenario: clock.next.scenario, span: spanOf(clock.next.seconds, language) })}
        </>
      )}
    </>
  );
}
