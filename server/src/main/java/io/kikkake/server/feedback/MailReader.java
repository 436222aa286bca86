package io.kikkake.server.feedback;

import io.kikkake.server.feedback.RawMail.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a mail that came in means: a complaint, a bounce by report or in words, a program's answer, a person's answer, or
 * nothing of ours. Pure: the same mail always means the same.
 */
final class MailReader {

    private static final Pattern FROM_MACHINE = Pattern.compile(
            "(?i)mailer[-_ ]?daemon|post_?master|mail ?delivery|mail[- ]system"
                    + "|mail\\.delivery|poostmaster|system administrator|\\bpostoffice|mdaemon|mailadm|e?mail ?administrator|returned mail");
    private static final Pattern BOUNCE_SUBJECT = Pattern.compile(
            "(?i)undeliver|delivery (?:status|failure|failed|problem|error|notification|report"
                    + "|unsuccessful|has failed|attempt)|failure (?:notice|delivery|notification)|returned mail|mail (?:delivery )?(?:failed|failure|error)"
                    + "|non[- ]?delivery|could not be delivered|not (?:be )?delivered|returning message|message (?:delivery|you sent blocked)|delivery (?:was )?delayed"
                    + "|error sending your mail|^mail$|notice: mail|bounced?\\b|unable to deliver|permanent delivery|warning: could not send|message status"
                    + "|delivery rejected|considered unsolicited|配信(?:不能|エラー|失敗)|配送(?:不能|エラー|失敗)|不達|エラーメール|送信(?:エラー|失敗)|loop alert|does ?n.t exist");
    private static final Pattern BOUNCE_WORDS = Pattern.compile(
            "(?i)(?:could|can|was|were|been|is) ?(?:not|n.t) (?:be )?(?:delivered|deliver|reach)"
                    + "|(?:unable|failed|not able|wasn.t able) to (?:deliver|send|reach)|undeliverable|delivery (?:failed|failure|error|to the following)|delivery status"
                    + "|returned to (?:you|sender)|permanent (?:error|failure)|user unknown|no such user|mailbox (?:is )?full|undelivered|invalid user address");

    private MailReader() {}

    static List<Finding> read(byte[] source) {
        return read(RawMail.of(source));
    }

    static List<Finding> read(RawMail mail) {
        List<Finding> complaints = Complaint.read(mail);
        if (!complaints.isEmpty()) {
            return complaints;
        }
        List<Finding> noted = noted(mail);
        if (!noted.isEmpty()) {
            return noted;
        }
        String report = reportText(mail);
        List<StatusReport.Group> groups = StatusReport.of(report).groups();
        Notice notice = Notice.of(noticeText(mail));
        if (!groups.isEmpty()) {
            return reported(groups, notice);
        }
        boolean returned = FROM_MACHINE.matcher(mail.field("from")).find() && isBounce(mail, notice);
        if (!returned && AutoReply.isOne(mail) && !mail.has("x-failed-recipients")) {
            return List.of(Finding.of(Verdict.AUTO_REPLY, sender(mail), mail.field("subject")));
        }
        if (isBounce(mail, notice)) {
            return told(mail, notice);
        }
        boolean answers = mail.has("in-reply-to") || mail.has("references");
        return List.of(Finding.of(answers ? Verdict.REPLY : Verdict.OTHER, sender(mail), mail.field("subject")));
    }

    /** Amazon's notification, sent by mail. */
    private static List<Finding> noted(RawMail mail) {
        return mail.leaves().stream()
                .filter(leaf -> leaf.text().contains("\"notificationType\"")
                        || leaf.text().contains("\"eventType\""))
                .flatMap(leaf -> Stream.of(leaf.text().replace("\n ", "").replace("\n", ""))
                        .filter(text -> text.contains("{")))
                .map(text -> text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1))
                .flatMap(json -> SesEvents.read(Fields.json(json.getBytes(StandardCharsets.UTF_8))).stream())
                .map(Provider.Event::finding)
                .toList();
    }

    private static @org.jspecify.annotations.Nullable String sender(RawMail mail) {
        return Addresses.first(mail.field("from")).orElse(null);
    }

    private static List<Finding> reported(List<StatusReport.Group> groups, Notice notice) {
        var addresses = new ArrayList<String>();
        for (StatusReport.Group group : groups) {
            String address = Addresses.first(group.field("final-recipient"))
                    .or(() -> Addresses.first(group.field("original-recipient")))
                    .or(() -> Addresses.first(group.field("x-actual-recipient")))
                    .orElse("");
            addresses.add(address);
        }
        var findings = new ArrayList<Finding>();
        var seen = new HashSet<String>();
        for (int i = 0; i < groups.size(); i++) {
            String address = addresses.get(i);
            if (address.isEmpty() || seen.add(address)) {
                List<String> distinct = addresses.stream().distinct().toList();
                findings.add(reported(groups.get(i), address, notice.about(address, distinct)));
            }
        }
        return findings;
    }

    private static Finding reported(StatusReport.Group group, String address, String notice) {
        String known = address.isEmpty() ? null : address;
        String original = Addresses.first(group.field("original-recipient"))
                .filter(other -> !other.equals(address))
                .orElse(null);
        String action = group.field("action").toLowerCase(Locale.ROOT);
        String status = group.field("status");
        if (action.startsWith("deliver")
                || action.startsWith("relay")
                || action.startsWith("expand")
                || status.startsWith("2.")) {
            return new Finding(
                    Verdict.DELIVERED, null, known, original, status, "", group.field("diagnostic-code"), true);
        }
        return Diagnosis.of(
                known, original, status, group.field("diagnostic-code"), notice, !action.startsWith("delay"));
    }

    private static List<Finding> told(RawMail mail, Notice notice) {
        List<String> recipients = recipients(mail, notice);
        boolean delayed = Wording.says(Cause.EXPIRED, notice.text())
                && Pattern.compile("(?i)warning|delay")
                        .matcher(mail.field("subject"))
                        .find();
        if (recipients.isEmpty()) {
            return List.of(Diagnosis.of(null, null, "", "", notice.text(), !delayed));
        }
        return recipients.stream()
                .map(address -> Diagnosis.of(
                        address,
                        null,
                        "",
                        notice.from(address, recipients),
                        notice.about(address, recipients) + "\n" + mail.field("subject"),
                        !delayed))
                .toList();
    }

    private static List<String> recipients(RawMail mail, Notice notice) {
        Set<String> failed = new LinkedHashSet<>(Addresses.all(mail.field("x-failed-recipients")));
        if (!failed.isEmpty()) {
            return List.copyOf(failed);
        }
        Set<String> not = new HashSet<>(Addresses.all(mail.field("to") + " " + mail.field("from")));
        List<String> named = notice.recipients(not);
        return named.isEmpty() ? returnedTo(mail) : named;
    }

    /** Where the notice names nobody: to whom the returned message was. */
    private static List<String> returnedTo(RawMail mail) {
        for (Leaf leaf : mail.leaves()) {
            for (String line : leaf.text().lines().toList()) {
                if (line.regionMatches(true, 0, "to:", 0, 3)) {
                    List<String> to = Addresses.all(line);
                    if (!to.isEmpty()) {
                        return to;
                    }
                }
            }
        }
        return List.of();
    }

    private static boolean isBounce(RawMail mail, Notice notice) {
        if (mail.has("x-failed-recipients")) {
            return true;
        }
        boolean machine = FROM_MACHINE.matcher(mail.field("from")).find()
                || mail.field("return-path").strip().equals("<>");
        boolean subject = BOUNCE_SUBJECT.matcher(mail.field("subject")).find();
        boolean words = BOUNCE_WORDS.matcher(notice.text()).find();
        boolean answers = mail.has("in-reply-to") && !machine;
        return machine && (subject || words || !mail.has("in-reply-to"))
                || subject && words && !answers
                || subject && !answers;
    }

    private static String noticeText(RawMail mail) {
        String plain = mail.leaves().stream()
                .filter(leaf -> leaf.is("text/plain") || leaf.type().isEmpty() || leaf.is("text"))
                .map(Leaf::text)
                .collect(Collectors.joining("\n"));
        if (!plain.isBlank()) {
            return plain;
        }
        return mail.leaves().stream()
                .filter(leaf -> leaf.is("text/html"))
                .map(leaf -> withoutTags(leaf.text()))
                .collect(Collectors.joining("\n"));
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?is)<(style|script)\\b.{0,20000}?</\\1>", " ")
                .replaceAll("(?i)<(?:br|/p|/div|/tr|/li)[^>]{0,200}>", "\n")
                .replaceAll("<[a-zA-Z/!][^>@]{0,500}>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    /** The report's own part, else whatever text has its fields, up to the returned message. */
    private static String reportText(RawMail mail) {
        String own = mail.leaves().stream()
                .filter(leaf -> leaf.type().contains("delivery-status"))
                .map(Leaf::text)
                .collect(Collectors.joining("\n\n"));
        if (StatusReport.of(own).groups().isEmpty()) {
            return mail.leaves().stream()
                    .filter(leaf -> leaf.type().startsWith("text/plain")
                            || leaf.type().contains("delivery-status")
                            || leaf.type().isEmpty())
                    .map(Leaf::text)
                    .collect(Collectors.joining("\n\n"));
        }
        return own;
    }
}
