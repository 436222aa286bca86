import { Tag } from './Tag';

const names: Record<string, string> = { line: 'LINE', sms: 'SMS', webhook: 'Webhook' };

/** By which channel a message goes; mail, the usual one, is not worth saying. */
export function ChannelTag({ channel }: { channel: string }) {
  return channel === 'email' ? null : <Tag tone="neutral">{names[channel] ?? channel}</Tag>;
}
