package io.kikkake.server.consent;

import static io.kikkake.server.consent.HostedPage.note;
import static io.kikkake.server.consent.HostedPage.paragraph;
import static io.kikkake.server.consent.HostedPage.text;
import static io.kikkake.server.consent.HostedPage.word;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * What the recipient sees who wants to stop a topic.
 *
 * @param topic as the recipient calls it
 * @param preferences address of the page with all other choices
 */
record UnsubscribePage(String topic, String preferences, Locale language) {

    /** Of the words on the pages, for the ledger. */
    static final String FORM = "unsubscribe page 1";

    ResponseEntity<String> ask() {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "メールの配信停止", "Stop these e-mails"),
                paragraph(word(language, "次のメールの配信を停止します。", "You will no longer receive:"))
                        + HostedPage.topic(topic)
                        + HostedPage.button(query("from=page"), word(language, "配信を停止する", "Unsubscribe"), false)
                        + note(word(language, "ボタンを押すまで、配信の設定は変わりません。", "Nothing changes until you press the button."))
                        + others());
    }

    ResponseEntity<String> done() {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "配信を停止しました", "You are unsubscribed"),
                paragraph(word(language, "今後、次のメールはお送りしません。", "From now on we will not send you:"))
                        + HostedPage.topic(topic)
                        + HostedPage.button(query("undo=yes"), word(language, "取り消す", "Undo"), true)
                        + note(word(
                                language,
                                "お手続きは完了しました。間違えて停止された場合は「取り消す」を押してください。",
                                "All done. If you stopped it by mistake, press “Undo”."))
                        + others());
    }

    ResponseEntity<String> undone() {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "配信停止を取り消しました", "You are subscribed again"),
                paragraph(word(language, "これまでどおり、次のメールをお送りします。", "As before, we will send you:"))
                        + HostedPage.topic(topic)
                        + HostedPage.button(
                                query("from=page"), word(language, "やはり停止する", "Unsubscribe after all"), true)
                        + others());
    }

    /** The refusal is too old, or there is none. */
    ResponseEntity<String> notUndone() {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "取り消せる手続きがありません", "There is nothing to undo"),
                paragraph(word(
                                language,
                                "配信停止からお時間がたっているか、すでに取り消されています。",
                                "You unsubscribed some time ago, or it has been undone already."))
                        + others());
    }

    /** What the recipient agreed to by pressing the button. */
    String wording() {
        return word(language, "次のメールの配信を停止します。", "You will no longer receive:") + " " + topic;
    }

    String undoWording() {
        return word(language, "配信停止を取り消す", "Undo unsubscribing") + ": " + topic;
    }

    private String query(String what) {
        return "?" + what + "&lang=" + language.getLanguage();
    }

    private String others() {
        return "<p class=\"note\"><a href=\"" + text(preferences + "?lang=" + language.getLanguage()) + "\">"
                + text(word(language, "配信の内容・方法・頻度を選ぶ", "Choose what you receive, how and how often")) + "</a></p>";
    }
}
