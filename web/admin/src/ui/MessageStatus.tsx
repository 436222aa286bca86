import { Badge } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconClock,
  IconHelp,
  IconLoader2,
  IconArrowBackUp,
  IconX,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '../api/types';

const looks: Record<MessageStatus, { color: string; icon: ComponentType<IconProps> }> = {
  queued: { color: 'blue', icon: IconClock },
  sending: { color: 'cyan', icon: IconLoader2 },
  sent: { color: 'teal', icon: IconCheck },
  failed: { color: 'red', icon: IconX },
  unknown: { color: 'violet', icon: IconHelp },
  withdrawn: { color: 'gray', icon: IconArrowBackUp },
  blocked: { color: 'yellow', icon: IconBan },
};

export function MessageStatusBadge({ status }: { status: MessageStatus }) {
  const { t } = useTranslation();
  const { color, icon: IconOfStatus } = looks[status] ?? looks.unknown;
  return (
    <Badge
      color={color}
      size="md"
      fw={550}
      autoContrast
      leftSection={<IconOfStatus size={12} stroke={2.2} aria-hidden />}
      className="k-status"
      data-status-color={color}
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
