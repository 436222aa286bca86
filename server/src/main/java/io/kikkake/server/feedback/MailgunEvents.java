package io.kikkake.server.feedback;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Mailgun's webhooks: one event in {@code event-data} (documentation.mailgun.com: webhooks). */
final class MailgunEvents implements Provider {

    @Override
    public List<Event> read(byte[] body) {
        JsonNode told = Fields.json(body).path("event-data");
        String address = Fields.address(told, "recipient");
        JsonNode status = told.path("delivery-status");
        String words = Fields.text(status, "code") + " " + Fields.text(status, "message") + " "
                + Fields.text(status, "description");
        Finding finding = switch (Fields.text(told, "event")) {
            case "failed" -> failed(told, address, words);
            case "complained" -> Finding.of(Verdict.COMPLAINT, address, "abuse");
            case "unsubscribed" -> Finding.of(Verdict.COMPLAINT, address, "opt-out");
            case "delivered" -> Finding.of(Verdict.DELIVERED, address, words);
            default -> null;
        };
        if (finding == null) {
            return List.of();
        }
        return List.of(new Event(
                finding,
                Fields.send(Fields.text(told, "message.headers.message-id")),
                Fields.domain(Fields.address(told, "envelope.sender")),
                Fields.seconds(told.path("timestamp")),
                Fields.text(told, "id")));
    }

    private static Finding failed(JsonNode told, @org.jspecify.annotations.Nullable String address, String words) {
        boolean over = Fields.text(told, "severity").equals("permanent");
        if (over && Fields.text(told, "reason").equals("suppress-bounce")) {
            return new Finding(Verdict.HARD, Cause.UNKNOWN_USER, address, null, "", "", words, true);
        }
        return Diagnosis.of(address, null, Fields.text(told, "delivery-status.enhanced-code"), words, "", over);
    }
}
