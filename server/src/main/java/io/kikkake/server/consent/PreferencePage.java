package io.kikkake.server.consent;

import static io.kikkake.server.consent.HostedPage.text;

import io.kikkake.engine.scenario.Names;
import io.kikkake.server.consent.Preferences.Choice;
import io.kikkake.server.consent.Preferences.Often;
import io.kikkake.server.platform.Settings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a customer sees who wants to choose. */
record PreferencePage(Preferences preferences, Settings.Sender sender, Locale language) {

    /** Of the words on the page, for the ledger. */
    static final String FORM = "preference page 1";

    private static final Names CHOICES = new Names("お届けする内容", "What you receive");
    private static final Names WAYS = new Names("受け取る方法", "How you receive it");
    private static final Names OFTEN = new Names("お知らせの頻度", "How often");

    /** @param said what was done just now, HTML; empty for nothing */
    ResponseEntity<String> show(String said) {
        return HostedPage.answer(
                HttpStatus.OK, language, word("配信の設定", "Your e-mail preferences"), said + form() + stop() + footer());
    }

    /** What the customer was asked, as the ledger keeps it. */
    String wording() {
        String all = Stream.of(preferences.topics(), preferences.channels())
                .flatMap(List::stream)
                .map(choice -> word(choice.name()))
                .collect(Collectors.joining(" / "));
        return word("配信の設定", "Your e-mail preferences") + ": " + all;
    }

    private String form() {
        var form = new StringBuilder("<form method=\"post\" action=\"?lang=" + language.getLanguage() + "\">");
        if (!preferences.topics().isEmpty()) {
            form.append(fieldset(CHOICES, "topic", preferences.topics(), "topics"));
        }
        form.append(always());
        if (!preferences.channels().isEmpty()) {
            form.append(fieldset(WAYS, "channel", preferences.channels(), "channels"));
        }
        form.append(often());
        form.append("<button type=\"submit\" name=\"do\" value=\"save\">")
                .append(text(word("この内容で保存する", "Save")))
                .append("</button></form>");
        return form.toString();
    }

    private String fieldset(Names legend, String name, List<Choice> choices, String shown) {
        var html = new StringBuilder("<fieldset><legend>" + text(word(legend)) + "</legend>");
        for (Choice choice : choices) {
            html.append("<input type=\"hidden\" name=\"")
                    .append(shown)
                    .append("\" value=\"")
                    .append(text(choice.id()))
                    .append("\">")
                    .append("<label><input type=\"checkbox\" name=\"")
                    .append(name)
                    .append("\" value=\"")
                    .append(text(choice.id()))
                    .append(choice.yes() ? "\" checked>" : "\">")
                    .append("<span>")
                    .append(text(word(choice.name())))
                    .append("</span></label>");
        }
        return html.append("</fieldset>").toString();
    }

    private String always() {
        if (preferences.always().isEmpty()) {
            return "";
        }
        String items = preferences.always().stream()
                .map(name -> "<li>" + text(word(name)) + "</li>")
                .collect(Collectors.joining());
        return HostedPage.note(word(
                        "次のご連絡は、お手続きに必要なため停止できません。",
                        "These belong to what you ordered or asked for and cannot be stopped:"))
                + "<ul>" + items + "</ul>";
    }

    private String often() {
        return "<fieldset><legend>" + text(word(OFTEN)) + "</legend>"
                + radio(Often.ALL, "all", word("すべて受け取る", "Everything"))
                + radio(Often.WEEK, "week", word("多くても週に1通", "At most one message a week"))
                + radio(Often.MONTH, "month", word("多くても月に1通", "At most one message a month"))
                + "</fieldset>";
    }

    private String radio(Often often, String value, String label) {
        boolean chosen = preferences.often() == often;
        return "<label><input type=\"radio\" name=\"often\" value=\"" + value + (chosen ? "\" checked>" : "\">")
                + "<span>" + text(label) + "</span></label>";
    }

    private String stop() {
        boolean any = preferences.topics().stream().anyMatch(Choice::yes) || !preferences.stopped();
        if (!any) {
            return "";
        }
        return "<form method=\"post\" action=\"?lang=" + language.getLanguage()
                + "\"><button class=\"quiet\" type=\"submit\" name=\"do\" value=\"stop\">"
                + text(word("お知らせをすべて停止する", "Stop all of these")) + "</button></form>";
    }

    /** Who sends and where to complain, which a mail may leave to the page it links to (特定電子メール法 第4条). */
    private String footer() {
        String lines = Stream.of(sender.name(), sender.address())
                .filter(line -> !line.isBlank())
                .map(HostedPage::text)
                .collect(Collectors.joining("<br>"));
        String contact =
                sender.contact().isBlank() ? "" : "<br>" + text(word("お問い合わせ：", "Contact: ") + sender.contact());
        return lines.isEmpty() && contact.isEmpty() ? "" : "<footer>" + lines + contact + "</footer>";
    }

    private String word(Names names) {
        return word(names.ja(), names.en());
    }

    private String word(String japanese, String english) {
        return HostedPage.word(language, japanese, english);
    }
}
