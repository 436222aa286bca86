package io.kikkake.server.consent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** The frame of the pages that customers see: Japanese or English, without a script, a cookie or anything from elsewhere. */
final class HostedPage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="{lang}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <style>
              :root { color-scheme: light dark; --ink: #1f2933; --soft: #52606d; --paper: #fff; --ground: #f3f5f7; --accent: #0b6e63;
                --line: #cbd2d9; }
              @media (prefers-color-scheme: dark) {
                :root { --ink: #e6ebf0; --soft: #a9b4c0; --paper: #1d242b; --ground: #12171c; --accent: #3fbfae; --line: #3e4a56; }
              }
              * { box-sizing: border-box; }
              body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
                color: var(--ink); line-height: 1.75;
                font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Yu Gothic", Meiryo, system-ui, sans-serif; }
              main { width: 100%; max-width: 460px; background: var(--paper); border-radius: 16px; padding: 40px 36px;
                box-shadow: 0 1px 2px rgb(0 0 0 / .06), 0 12px 32px rgb(0 0 0 / .08); }
              @media (max-width: 480px) { body { padding: 12px; } main { padding: 28px 20px; } }
              h1 { font-size: 1.3rem; line-height: 1.5; margin: 0 0 12px; }
              p { margin: 0 0 20px; color: var(--soft); }
              a { color: var(--accent); }
              .topic { display: block; margin: 0 0 24px; padding: 12px 16px; border-left: 4px solid var(--accent);
                background: var(--ground); border-radius: 4px; font-weight: 600; overflow-wrap: anywhere; }
              .said { margin: 0 0 20px; padding: 12px 16px; border-radius: 8px; background: var(--accent); color: var(--paper);
                font-weight: 600; }
              .said p { color: inherit; margin: 0; }
              .language { text-align: end; margin: -16px 0 8px; font-size: .875rem; }
              .language a { display: inline-block; padding: 4px 0; min-height: 24px; }
              fieldset { border: 0; border-top: 1px solid var(--line); margin: 0 0 12px; padding: 16px 0 8px; min-width: 0; }
              legend { font-weight: 600; padding: 0 8px 0 0; }
              label { display: flex; gap: 12px; align-items: flex-start; padding: 8px 0; cursor: pointer; overflow-wrap: anywhere; }
              input { width: 24px; height: 24px; margin: 2px 0 0; flex: none; accent-color: var(--accent); }
              ul { margin: 0 0 12px; padding: 0 0 0 1.3em; color: var(--soft); }
              button { width: 100%; font: inherit; font-weight: 600; padding: 13px 20px; border: 2px solid var(--accent);
                border-radius: 10px; cursor: pointer; color: var(--paper); background: var(--accent); }
              button.quiet { color: var(--accent); background: transparent; }
              button:hover { filter: brightness(1.08); }
              button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
              .note { font-size: .875rem; margin: 16px 0 0; }
              form + form { margin-top: 20px; }
              footer { margin-top: 28px; padding-top: 16px; border-top: 1px solid var(--line); font-size: .8125rem; color: var(--soft);
                overflow-wrap: anywhere; }
            </style>
            </head>
            <body><main>
            <p class="language">{switch}</p>
            <h1>{title}</h1>
            {body}
            </main></body>
            </html>
            """;

    private HostedPage() {}

    /**
     * @param title text
     * @param body HTML
     */
    static ResponseEntity<String> answer(HttpStatus status, Locale language, String title, String body) {
        boolean japanese = isJapanese(language);
        // Only one pass: what a customer or an administrator wrote is never looked into for places to fill.
        var page = new StringBuilder(FRAME.length() + body.length() + 200);
        int end = 0;
        for (int at = FRAME.indexOf('{'); at >= 0; at = FRAME.indexOf('{', at + 1)) {
            int close = FRAME.indexOf('}', at);
            String filled = switch (FRAME.substring(at + 1, close)) {
                case "lang" -> language.getLanguage();
                case "title" -> text(title);
                case "body" -> body;
                case "switch" ->
                    japanese
                            ? "<a href=\"?lang=en\" lang=\"en\" hreflang=\"en\">English</a>"
                            : "<a href=\"?lang=ja\" lang=\"ja\" hreflang=\"ja\">日本語</a>";
                default -> null;
            };
            if (filled != null) {
                page.append(FRAME, end, at).append(filled);
                end = close + 1;
            }
        }
        page.append(FRAME, end, FRAME.length());
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex")
                .header("Referrer-Policy", "no-referrer")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .body(page.toString());
    }

    /** A link that was cut off, or that nobody here made. */
    static ResponseEntity<String> unknown(Locale language) {
        return answer(
                HttpStatus.NOT_FOUND,
                language,
                word(language, "このリンクは使えません", "This link does not work"),
                paragraph(word(
                        language,
                        "リンクが途中で切れていないかご確認のうえ、メールのリンクをもう一度開いてください。",
                        "Perhaps it was cut off. Please open the link in the e-mail once more.")));
    }

    /** The one chosen on the page, else Japanese unless English is asked for before it. */
    static Locale language(@Nullable String chosen, @Nullable String accepted) {
        if (chosen != null && (chosen.equals("ja") || chosen.equals("en"))) {
            return Locale.of(chosen);
        }
        try {
            Locale match = accepted == null
                    ? null
                    : Locale.lookup(Locale.LanguageRange.parse(accepted), List.of(Locale.JAPANESE, Locale.ENGLISH));
            return match == null ? Locale.JAPANESE : match;
        } catch (IllegalArgumentException e) {
            return Locale.JAPANESE;
        }
    }

    static boolean isJapanese(Locale language) {
        return language.getLanguage().equals("ja");
    }

    static String word(Locale language, String japanese, String english) {
        return isJapanese(language) ? japanese : english;
    }

    /** As HTML. */
    static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    static String paragraph(String text) {
        return "<p>" + text(text) + "</p>";
    }

    static String note(String text) {
        return "<p class=\"note\">" + text(text) + "</p>";
    }

    static String topic(String name) {
        return "<span class=\"topic\">" + text(name) + "</span>";
    }

    /** What was done, told to screen readers at once. */
    static String said(String text) {
        return "<div class=\"said\" role=\"status\"><p>" + text(text) + "</p></div>";
    }

    /** A form of one button that posts to this page again. */
    static String button(String query, String text, boolean quiet) {
        return "<form method=\"post\" action=\"" + text(query) + "\"><button type=\"submit\""
                + (quiet ? " class=\"quiet\"" : "") + ">" + text(text) + "</button></form>";
    }
}
