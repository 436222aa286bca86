import {
  IconBolt,
  IconClick,
  IconEye,
  IconFileDescription,
  IconMail,
  IconMailCog,
  IconMailForward,
  IconMailOff,
  IconMailOpened,
  IconMessageCircle,
  IconMoodSad,
  IconShoppingCart,
  IconShoppingCartCheck,
  IconUserCircle,
  IconUserPlus,
  IconWorld,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Event } from '../api/types';

const byWord: [RegExp, ComponentType<IconProps>][] = [
  [/^message (bounced|dropped)|^address suppressed/i, IconMailOff],
  [/^message complained/i, IconMoodSad],
  [/^message (auto-)?replied/i, IconMailForward],
  [/^message sent/i, IconMail],
  [/^message opened/i, IconMailOpened],
  [/^(topic|subscription|suppression) /i, IconMailCog],
  [/^line /i, IconMessageCircle],
  [/order completed/i, IconShoppingCartCheck],
  [/cart|checkout|product added|product removed/i, IconShoppingCart],
  [/signed up/i, IconUserPlus],
  [/click/i, IconClick],
  [/mail|message (opened|sent|bounced|replied|auto-replied|complained|dropped)/i, IconMailOpened],
  [/document|form/i, IconFileDescription],
  [/view/i, IconEye],
];

export function EventIcon({ event, size = 16 }: { event: Pick<Event, 'type' | 'name'>; size?: number }) {
  const IconOfEvent = iconOf(event);
  return <IconOfEvent size={size} stroke={1.7} aria-hidden />;
}

function iconOf({ type, name }: Pick<Event, 'type' | 'name'>): ComponentType<IconProps> {
  if (type === 'identify' || type === 'alias' || type === 'group') return IconUserCircle;
  if (type === 'page' || type === 'screen') return IconWorld;
  return byWord.find(([word]) => word.test(name))?.[1] ?? IconBolt;
}
