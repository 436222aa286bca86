package io.kikkake.server.feedback;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** SendGrid's event webhook: a list of events (docs.sendgrid.com: event webhook reference). */
final class SendGridEvents implements Provider {

    @Override
    public List<Event> read(byte[] body) {
        var events = new ArrayList<Event>();
        for (JsonNode told : Fields.json(body)) {
            Finding finding = finding(told);
            if (finding != null) {
                events.add(new Event(
                        finding,
                        Fields.send(Fields.text(told, "smtp-id")),
                        null,
                        Fields.seconds(told.path("timestamp")),
                        Fields.text(told, "sg_event_id")));
            }
        }
        return events;
    }

    private static @org.jspecify.annotations.Nullable Finding finding(JsonNode told) {
        String address = Fields.address(told, "email");
        String words = Fields.text(told, "reason") + Fields.text(told, "response");
        return switch (Fields.text(told, "event")) {
            case "bounce" -> {
                Finding read = Diagnosis.of(address, null, Fields.text(told, "status"), words, "", true);
                boolean blocked = Fields.text(told, "type").equals("blocked") && read.isHard();
                yield blocked
                        ? new Finding(
                                Verdict.BLOCK, Cause.BLOCKED, address, null, read.status(), read.reply(), words, true)
                        : read;
            }
            case "deferred" -> Diagnosis.of(address, null, Fields.text(told, "status"), words, "", false);
            case "dropped" -> dropped(address, words);
            case "spamreport" -> Finding.of(Verdict.COMPLAINT, address, "abuse");
            case "unsubscribe", "group_unsubscribe" -> Finding.of(Verdict.COMPLAINT, address, "opt-out");
            case "delivered" -> Finding.of(Verdict.DELIVERED, address, words);
            default -> null;
        };
    }

    /** SendGrid did not try, because of what it knows of the address. */
    private static @org.jspecify.annotations.Nullable Finding dropped(
            @org.jspecify.annotations.Nullable String address, String words) {
        return switch (words) {
            case "Bounced Address", "Invalid" ->
                new Finding(Verdict.HARD, Cause.UNKNOWN_USER, address, null, "", "", words, true);
            case "Spam Reporting Address" -> Finding.of(Verdict.COMPLAINT, address, "abuse");
            case "Unsubscribed Address" -> Finding.of(Verdict.COMPLAINT, address, "opt-out");
            default -> null;
        };
    }
}
