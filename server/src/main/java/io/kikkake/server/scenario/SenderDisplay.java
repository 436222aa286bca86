package io.kikkake.server.scenario;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every advertising mail in Japan must show (特定電子メール法 第4条): who sends, that it can be stopped and where, and where to
 * complain. Postal address and contact may stand on a page the mail links to; the preference page shows them.
 */
record SenderDisplay(Settings.Sender sender, boolean required) {

    private static final List<String> BODIES = List.of("mjml", "html", "text");
    private static final Pattern PAGE = variable("links.preferences");
    /** What is filled in is not what the reader is told: an address may well have a word of the statement in it. */
    private static final Pattern LIQUID = Pattern.compile("\\{\\{.*?\\}\\}|\\{%.*?%\\}", Pattern.DOTALL);

    private static final Pattern STATEMENT = Pattern.compile(
            "停止|解除|希望されない|ご不要|不要な|unsubscribe|opt.?out|stop (receiving|these)|no longer (want|wish)",
            Pattern.CASE_INSENSITIVE);

    /** @param messages of a scenario on a marketing topic */
    void check(Value.ObjectOf messages, List<Fault> faults) {
        if (!required) {
            return;
        }
        if (!sender.complete()) {
            faults.add(new Fault(
                    "/topic",
                    "Advertising mail must show its sender, and the workspace's sender is not complete."
                            + " 広告メールには送信者の表示義務があります。設定の sender（name・address・contact）を記入してください。",
                    "sender: {name: 株式会社サンプル, address: 〒000-0000 東京都見本区例町1-2-3, contact: info@example.jp}"));
        }
        messages.fields().forEach((id, message) -> {
            if (message instanceof Value.ObjectOf) {
                BODIES.forEach(field -> text(message, field)
                        .ifPresent(body -> check("/messages/" + pointer(id) + "/" + field, body, faults)));
            }
        });
    }

    private void check(String path, String body, List<Fault> faults) {
        if (!shows(body, "sender.name", sender.name())) {
            faults.add(new Fault(
                    path, "An advertising mail shows who sends it. 広告メールには送信者の名称を表示してください。", "{{ sender.name }}"));
        }
        if (!STATEMENT.matcher(LIQUID.matcher(body).replaceAll("")).find()) {
            faults.add(new Fault(
                    path,
                    "An advertising mail says that it can be stopped. 広告メールには配信を停止できる旨を表示してください。",
                    "配信を希望されない方は、こちらから停止できます"));
        }
        boolean linked = PAGE.matcher(body).find();
        if (!linked && !shows(body, "sender.address", sender.address())) {
            faults.add(new Fault(
                    path,
                    "An advertising mail shows the sender's address, or links to the preference page, which does."
                            + " 送信者の住所を表示するか、配信設定ページへのリンクを入れてください。",
                    "{{ sender.address }}"));
        }
        if (!linked && !shows(body, "sender.contact", sender.contact())) {
            faults.add(new Fault(
                    path,
                    "An advertising mail shows where to complain, or links to the preference page, which does."
                            + " 苦情・問い合わせ先を表示するか、配信設定ページへのリンクを入れてください。",
                    "{{ sender.contact }}"));
        }
    }

    /** By the variable, or written out. */
    private static boolean shows(String body, String variable, String value) {
        return variable(variable).matcher(body).find() || (!value.isBlank() && body.contains(value.strip()));
    }

    private static Pattern variable(String name) {
        return Pattern.compile("\\{\\{-?\\s*" + Pattern.quote(name) + "\\b");
    }

    private static Optional<String> text(Value message, String field) {
        return message.at(field) instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty();
    }

    private static String pointer(String id) {
        return id.replace("~", "~0").replace("/", "~1");
    }
}
