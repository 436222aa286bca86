import { useTranslation } from 'react-i18next';

type Props = { html: string; title?: string; width?: number | string; height?: number | string };

/**
 * A mail's HTML as the recipient sees it. The frame may run no script and reach nothing of ours;
 * its links open in a new tab.
 */
export function MailFrame({ html, title, width = '100%', height = '100%' }: Props) {
  const { t } = useTranslation();
  return (
    <iframe
      title={title ?? t('mailbox.htmlFrame')}
      srcDoc={withLinksInNewTab(html)}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      style={{
        display: 'block',
        width,
        height,
        maxWidth: '100%',
        border: 'none',
        background: '#fff',
        colorScheme: 'light',
      }}
    />
  );
}

export function withLinksInNewTab(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head[^>]*>/i.exec(html);
  if (!head) return base + html;
  const end = head.index + head[0].length;
  return html.slice(0, end) + base + html.slice(end);
}
