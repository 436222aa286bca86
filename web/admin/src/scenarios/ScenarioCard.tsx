import { IconBolt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ScenarioSummary } from '../api/types';
import { useLanguage, useLocalized } from '../i18n';
import { Count } from '../ui/Count';
import { Tag } from '../ui/Tag';
import { goalRate } from './goalRate';
import classes from './ScenarioCard.module.css';

export function ScenarioCard({ scenario }: { scenario: ScenarioSummary }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <li className={classes.card} data-status={scenario.status}>
      <div className={classes.head}>
        <h2 className={classes.name}>
          <Link to={`/scenarios/${scenario.id}`}>{localized(scenario.name)}</Link>
        </h2>
        <ScenarioStatus status={scenario.status} />
      </div>
      <p className={classes.trigger}>
        <IconBolt size={14} aria-hidden />
        <span>{localized(scenario.trigger)}</span>
      </p>
      <ScenarioNumbers {...scenario} />
      <p className={classes.foot}>
        <span className="mono ellipsis">{scenario.id}</span>
        <span>{t('scenarios.version', { version: scenario.version })}</span>
      </p>
    </li>
  );
}

export function ScenarioStatus({ status }: { status: ScenarioSummary['status'] }) {
  const { t } = useTranslation();
  return <Tag tone={status === 'active' ? 'good' : 'neutral'}>{t(`scenarios.status.${status}`)}</Tag>;
}

type Numbers = Pick<ScenarioSummary, 'running' | 'entered' | 'goals'> & { sent?: number };

export function ScenarioNumbers({ running, entered, sent, goals }: Numbers) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const rate = goalRate(goals, entered, language);
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>{t('scenarios.running')}</dt>
        <dd className={running > 0 ? classes.running : undefined}>
          <Count value={running} />
        </dd>
      </div>
      <div>
        <dt>{t('scenarios.entered')}</dt>
        <dd>
          <Count value={entered} />
        </dd>
      </div>
      {sent !== undefined && (
        <div>
          <dt>{t('scenarios.sent')}</dt>
          <dd>
            <Count value={sent} />
          </dd>
        </div>
      )}
      <div>
        <dt>
          {t('scenarios.goals')}
          {rate && <span className={classes.rate}>{rate}</span>}
        </dt>
        <dd>
          <Count value={goals} />
        </dd>
      </div>
    </dl>
  );
}
