package io.kikkake.server.delivery;

import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** What the recipient sees. */
final class UnsubscribePage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="{lang}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <style>
              :root { color-scheme: light dark; --ink: #1f2933; --soft: #52606d; --paper: #fff; --ground: #f3f5f7; --accent: #0b6e63; }
              @media (prefers-color-scheme: dark) {
                :root { --ink: #e6ebf0; --soft: #a9b4c0; --paper: #1d242b; --ground: #12171c; --accent: #3fbfae; }
              }
              * { box-sizing: border-box; }
              body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
                color: var(--ink); line-height: 1.75;
                font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Yu Gothic", Meiryo, system-ui, sans-serif; }
              main { width: 100%; max-width: 460px; background: var(--paper); border-radius: 16px; padding: 40px 36px;
                box-shadow: 0 1px 2px rgb(0 0 0 / .06), 0 12px 32px rgb(0 0 0 / .08); }
              h1 { font-size: 1.3rem; line-height: 1.5; margin: 0 0 12px; }
              p { margin: 0 0 20px; color: var(--soft); }
              .topic { display: block; margin: 0 0 24px; padding: 12px 16px; border-left: 4px solid var(--accent);
                background: var(--ground); border-radius: 4px; font-weight: 600; overflow-wrap: anywhere; }
              button { width: 100%; font: inherit; font-weight: 600; padding: 13px 20px; border: 0; border-radius: 10px; cursor: pointer;
                color: var(--paper); background: var(--accent); }
              button:hover { filter: brightness(1.08); }
              button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
              .note { font-size: .875rem; margin: 20px 0 0; }
            </style>
            </head>
            <body><main>
            <h1>{title}</h1>
            {body}
            </main></body>
            </html>
            """;

    private UnsubscribePage() {}

    static String ask(String topic, Locale language) {
        String button = word(language, "配信を停止する", "Unsubscribe");
        return page(
                language,
                word(language, "メールの配信停止", "Stop these e-mails"),
                "<p>" + word(language, "次のメールの配信を停止します。", "You will no longer receive:") + "</p>" + topic(topic)
                        + "<form method=\"post\" action=\"?from=page\"><button type=\"submit\">" + button
                        + "</button></form><p class=\"note\">"
                        + word(language, "ボタンを押すまで、配信の設定は変わりません。", "Nothing changes until you press the button.")
                        + "</p>");
    }

    static String done(String topic, Locale language) {
        return page(
                language,
                word(language, "配信を停止しました", "You are unsubscribed"),
                "<p>"
                        + word(language, "今後、次のメールはお送りしません。", "From now on we will not send you:")
                        + "</p>" + topic(topic) + "<p class=\"note\">"
                        + word(language, "お手続きは完了しました。このページを閉じてください。", "All done. You can close this page.")
                        + "</p>");
    }

    static String unknown(Locale language) {
        return page(
                language,
                word(language, "このリンクは使えません", "This link does not work"),
                "<p>"
                        + word(
                                language,
                                "リンクが途中で切れていないかご確認のうえ、メールの配信停止リンクをもう一度開いてください。",
                                "Perhaps it was cut off. Please open the unsubscribe link in the e-mail once more.")
                        + "</p>");
    }

    private static String topic(String name) {
        return "<span class=\"topic\">" + HtmlUtils.htmlEscape(name) + "</span>";
    }

    private static String word(Locale language, String japanese, String english) {
        return language.equals(Locale.JAPANESE) ? japanese : english;
    }

    private static String page(Locale language, String title, String body) {
        return PAGE.replace("{lang}", language.getLanguage())
                .replace("{title}", title)
                .replace("{body}", body);
    }
}
