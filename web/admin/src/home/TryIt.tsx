import { Button, CloseButton } from '@mantine/core';
import { IconCheck, IconExternalLink, IconShoppingBag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePaceText, useDemoClock } from '../demo/useDemoClock';
import classes from './TryIt.module.css';
import { readProgress, type TryItProgress, watchProgress, writeProgress } from './tryItProgress';

/** The demo in three steps; each is ticked off by what really arrives at the server. */
export function TryIt() {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<TryItProgress>(readProgress);
  const clock = useDemoClock();
  const pace = usePaceText();
  const save = (next: TryItProgress) => {
    writeProgress(next);
    setProgress(next);
  };
  const watched = useQuery({
    queryKey: ['home', 'try-it', progress],
    queryFn: async ({ signal }) => {
      const next = await watchProgress(progress, signal);
      if (next !== progress) save(next);
      return next;
    },
    enabled: !progress.hidden && progress.mail === null,
    refetchInterval: 2500,
  });
  if (progress.hidden) return null;
  const { opened, cart, mail } = watched.data ?? progress;

  return (
    <section className={classes.tryIt} aria-label={t('tryIt.title')}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{t('tryIt.title')}</h2>
          <p className={classes.lead}>{t('tryIt.lead')}</p>
        </div>
        <CloseButton aria-label={t('tryIt.hide')} onClick={() => save({ ...progress, hidden: true })} />
      </header>
      <ol className={classes.steps}>
        <Step number={1} done={opened || cart !== null} name={t('tryIt.shop')} text={t('tryIt.shopText')}>
          <Button
            component="a"
            href="/shop/"
            target="_blank"
            rel="noopener"
            size="xs"
            variant={opened ? 'default' : 'filled'}
            leftSection={<IconShoppingBag size={14} aria-hidden />}
            rightSection={<IconExternalLink size={13} aria-hidden />}
            onClick={() => save({ ...progress, opened: true })}
          >
            {t('tryIt.openShop')}
          </Button>
        </Step>
        <Step number={2} done={cart !== null} name={t('tryIt.cart')} text={t('tryIt.cartText')} />
        <Step
          number={3}
          done={mail !== null}
          name={t('tryIt.mail')}
          text={clock.data?.accelerated ? t('tryIt.mailTextFast', { pace: pace(clock.data) }) : t('tryIt.mailText')}
        >
          <Button
            component={Link}
            to={mail ? `/mailbox/${mail}` : '/mailbox'}
            size="xs"
            variant={mail ? 'filled' : 'default'}
          >
            {mail ? t('tryIt.readMail') : t('tryIt.openMailbox')}
          </Button>
        </Step>
      </ol>
    </section>
  );
}

type StepProps = { number: number; done: boolean; name: string; text: string; children?: ReactNode };

function Step({ number, done, name, text, children }: StepProps) {
  const { t } = useTranslation();
  return (
    <li className={classes.step} data-done={done || undefined}>
      <span className={classes.mark} aria-hidden>
        {done ? <IconCheck size={14} stroke={2.4} /> : number}
      </span>
      <div className={classes.stepBody}>
        <p className={classes.stepName}>
          {name}
          {done && <span className="visually-hidden"> {t('tryIt.done')}</span>}
        </p>
        <p className={classes.stepText}>{text}</p>
        {children}
      </div>
    </li>
  );
}
