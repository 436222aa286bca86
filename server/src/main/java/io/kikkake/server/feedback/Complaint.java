package io.kikkake.server.feedback;

import io.kikkake.server.feedback.RawMail.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads reports that somebody called a message spam: ARF (RFC 5965), and what providers send instead of it. */
final class Complaint {

    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)complaint about message from|abuse report|email feedback report|spam complaint|staff.hotmail");

    private Complaint() {}

    /** Empty if the mail is none. One for each recipient the report names; one without an address where it names none. */
    static List<Finding> read(RawMail mail) {
        for (Leaf leaf : mail.leaves()) {
            boolean report = leaf.is("message/feedback-report")
                    || leaf.type().startsWith("text/plain")
                            && leaf.text().contains("\nFeedback-Type:")
                            && leaf.text().contains("\nUser-Agent:");
            if (report) {
                return of(mail, leaf.text());
            }
        }
        boolean returned = mail.leaves().stream().anyMatch(leaf -> leaf.is("message/rfc822"));
        if (returned && SUBJECT.matcher(mail.field("subject")).find()) {
            return of(mail, "");
        }
        return mail.field("content-type").toLowerCase(Locale.ROOT).contains("feedback-report")
                ? of(mail, "")
                : List.of();
    }

    private static List<Finding> of(RawMail mail, String report) {
        String type = "abuse";
        var addresses = new ArrayList<String>();
        for (String line : report.lines().toList()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("feedback-type:")) {
                type = lower.substring(14).strip();
            } else if (lower.startsWith("original-rcpt-to:") || lower.startsWith("removal-recipient:")) {
                Addresses.first(line.substring(line.indexOf(':') + 1))
                        .filter(address -> !addresses.contains(address))
                        .ifPresent(addresses::add);
            }
        }
        String said = type;
        if (addresses.isEmpty()) {
            returned(mail).ifPresent(addresses::add);
        }
        if (addresses.isEmpty()) {
            return List.of(Finding.of(Verdict.COMPLAINT, null, said));
        }
        return addresses.stream()
                .map(address -> Finding.of(Verdict.COMPLAINT, address, said))
                .toList();
    }

    private static java.util.Optional<String> returned(RawMail mail) {
        for (Leaf leaf : mail.leaves()) {
            if (leaf.is("message/rfc822") || leaf.type().startsWith("text/rfc822")) {
                for (String line : leaf.text().lines().toList()) {
                    String lower = line.toLowerCase(Locale.ROOT);
                    if (lower.startsWith("x-hmxmroriginalrecipient:") || lower.startsWith("to:")) {
                        var found = Addresses.first(line.substring(line.indexOf(':') + 1));
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return java.util.Optional.empty();
    }
}
