import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconHandStop,
  IconHelp,
  IconLoader2,
  IconX,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '../api/types';
import { Tag, type Tone } from './Tag';

const looks: Record<MessageStatus, { tone: Tone; icon: ComponentType<IconProps> }> = {
  queued: { tone: 'info', icon: IconClock },
  sending: { tone: 'info', icon: IconLoader2 },
  sent: { tone: 'good', icon: IconCheck },
  failed: { tone: 'bad', icon: IconX },
  unknown: { tone: 'odd', icon: IconHelp },
  withdrawn: { tone: 'neutral', icon: IconArrowBackUp },
  blocked: { tone: 'warn', icon: IconBan },
  held: { tone: 'warn', icon: IconHandStop },
};

export function MessageStatusTag({ status }: { status: MessageStatus }) {
  const { t } = useTranslation();
  const { tone, icon: IconOfStatus } = looks[status] ?? looks.unknown;
  return (
    <Tag tone={tone} icon={<IconOfStatus size={12} stroke={2.2} aria-hidden />}>
      {t(`status.${status}`)}
    </Tag>
  );
}
