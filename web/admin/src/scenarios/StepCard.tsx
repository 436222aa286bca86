import { IconAlertTriangle, IconClick, IconMailOpened, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GraphNode, NodeCounts } from '../api/types';
import { useLocalized } from '../i18n';
import { Count } from '../ui/Count';
import classes from './StepCard.module.css';
import { stepIcons } from './stepKinds';

type Props = { step: GraphNode; counts: NodeCounts; selected: boolean };

/** One step with its live counts; on the canvas and in the list. */
export function StepCard({ step, counts, selected }: Props) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const IconOfKind = stepIcons[step.kind] ?? stepIcons.end;
  const detail = localized(step.detail);
  return (
    <div className={classes.step} data-kind={step.kind} data-selected={selected || undefined}>
      <div className={classes.head}>
        <span className={classes.icon}>
          <IconOfKind size={16} stroke={1.8} aria-hidden />
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{localized(step.title)}</span>
          {detail && (
            <span className={`${classes.detail} ellipsis`} title={detail}>
              {detail}
            </span>
          )}
        </span>
      </div>
      <div className={classes.counts}>
        <span className={classes.count}>
          {t('scenarios.passed')} <Count value={counts.passed} />
        </span>
        {step.kind === 'send' && (
          <span className={classes.count} data-tone="sent">
            <IconSend size={12} aria-hidden />
            {t('scenarios.sent')} <Count value={counts.sent} />
          </span>
        )}
        {counts.opened > 0 && (
          <span className={classes.count}>
            <IconMailOpened size={12} aria-hidden />
            {t('scenarios.opened')} <Count value={counts.opened} />
          </span>
        )}
        {counts.clicked > 0 && (
          <span className={classes.count}>
            <IconClick size={12} aria-hidden />
            {t('scenarios.clicked')} <Count value={counts.clicked} />
          </span>
        )}
        {counts.failed > 0 && (
          <span className={classes.count} data-tone="failed">
            <IconAlertTriangle size={12} aria-hidden />
            {t('scenarios.failed')} <Count value={counts.failed} />
          </span>
        )}
        {counts.now > 0 && (
          <span className={classes.now}>
            <Count value={counts.now} />
            {t('scenarios.peopleHere', { count: counts.now })}
          </span>
        )}
      </div>
    </div>
  );
}
