import {
  IconArrowsSplit2,
  IconBolt,
  IconCircleCheck,
  IconClockHour4,
  IconDoorExit,
  IconHourglassLow,
  IconMail,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StepKind } from '../api/types';

export const stepIcons: Record<StepKind, ComponentType<IconProps>> = {
  trigger: IconBolt,
  send: IconMail,
  wait: IconClockHour4,
  'wait-for': IconHourglassLow,
  branch: IconArrowsSplit2,
  exit: IconDoorExit,
  end: IconCircleCheck,
};
