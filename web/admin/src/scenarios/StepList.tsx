import { useTranslation } from 'react-i18next';
import type { NodeCounts, Scenario } from '../api/types';
import { useLocalized } from '../i18n';
import { StepCard } from './StepCard';
import classes from './StepList.module.css';

type Props = {
  scenario: Scenario;
  counts: (step: string) => NodeCounts;
  selected: string | null;
  onSelect: (step: string) => void;
};

/** The graph as an ordered list: each step with its counts and where it leads. */
export function StepList({ scenario, counts, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { nodes, edges } = scenario.graph;
  const titleOf = (id: string) => localized(nodes.find((node) => node.id === id)?.title) || id;
  return (
    <ol className={classes.list} aria-label={t('scenarios.steps')}>
      {nodes.map((step) => {
        const onward = edges.filter((edge) => edge.from === step.id);
        return (
          <li key={step.id} className={classes.item}>
            <button
              type="button"
              className={classes.button}
              aria-pressed={step.id === selected}
              onClick={() => onSelect(step.id)}
            >
              <span className="visually-hidden">{t(`scenarios.kind.${step.kind}`)}: </span>
              <StepCard step={step} counts={counts(step.id)} selected={step.id === selected} />
            </button>
            {onward.length > 0 && (
              <ul className={classes.onward}>
                {onward.map((edge) => {
                  const label = localized(edge.label);
                  return (
                    <li key={edge.to + label}>
                      {label
                        ? t('scenarios.leadsToWhen', { label, step: titleOf(edge.to) })
                        : t('scenarios.leadsTo', { step: titleOf(edge.to) })}
                    </li>
                  );
                })}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}
