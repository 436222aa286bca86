package io.kikkake.server.feedback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Amazon SES, by way of SNS or as the notification itself (docs.aws.amazon.com/ses: notification contents). */
final class SesEvents implements Provider {

    @Override
    public List<Event> read(byte[] body) {
        JsonNode envelope = Fields.json(body);
        JsonNode inner = envelope.path("Message");
        return read(
                inner.isString()
                        ? Fields.json(inner.asString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        : envelope);
    }

    static List<Event> read(JsonNode told) {
        String type = Fields.text(told, "notificationType") + Fields.text(told, "eventType");
        return switch (type) {
            case "Bounce" -> bounces(told);
            case "Complaint" -> complaints(told);
            case "Delivery" -> delivered(told);
            default -> List.of();
        };
    }

    private static List<Event> bounces(JsonNode told) {
        JsonNode bounce = told.path("bounce");
        boolean suppressed = Fields.text(bounce, "bounceSubType").contains("Suppress");
        boolean general = Fields.text(bounce, "bounceType").equals("Permanent");
        var events = new ArrayList<Event>();
        for (JsonNode recipient : bounce.path("bouncedRecipients")) {
            Finding read = Diagnosis.of(
                    Fields.address(recipient, "emailAddress"),
                    null,
                    Fields.text(recipient, "status"),
                    Fields.text(recipient, "diagnosticCode"),
                    "",
                    true);
            boolean hard = suppressed
                    || general
                            && read.cause() == Cause.UNCLEAR
                            && Fields.text(bounce, "bounceSubType").equals("NoEmail");
            Finding finding = hard
                    ? new Finding(
                            Verdict.HARD,
                            Cause.UNKNOWN_USER,
                            read.address(),
                            null,
                            read.status(),
                            read.reply(),
                            read.words(),
                            true)
                    : read;
            events.add(event(told, finding, bounce));
        }
        return events;
    }

    private static List<Event> complaints(JsonNode told) {
        JsonNode complaint = told.path("complaint");
        String kind = Fields.text(complaint, "complaintFeedbackType");
        var events = new ArrayList<Event>();
        for (JsonNode recipient : complaint.path("complainedRecipients")) {
            events.add(event(
                    told,
                    Finding.of(
                            Verdict.COMPLAINT,
                            Fields.address(recipient, "emailAddress"),
                            kind.isEmpty() ? "abuse" : kind),
                    complaint));
        }
        return events;
    }

    private static List<Event> delivered(JsonNode told) {
        JsonNode delivery = told.path("delivery");
        var events = new ArrayList<Event>();
        for (JsonNode recipient : delivery.path("recipients")) {
            String address = Addresses.first(recipient.asString("")).orElse(null);
            events.add(event(
                    told, Finding.of(Verdict.DELIVERED, address, Fields.text(delivery, "smtpResponse")), delivery));
        }
        return events;
    }

    private static Event event(JsonNode told, Finding finding, JsonNode what) {
        JsonNode mail = told.path("mail");
        return new Event(
                finding,
                send(mail),
                Fields.domain(Fields.address(mail, "source")),
                Fields.time(Fields.text(what, "timestamp")),
                Fields.text(what, "feedbackId"));
    }

    private static @Nullable String send(JsonNode mail) {
        for (JsonNode header : mail.path("headers")) {
            if (Fields.text(header, "name").equalsIgnoreCase("X-Kikkake-Send")) {
                return Fields.text(header, "value");
            }
        }
        return Fields.send(Fields.text(mail, "commonHeaders.messageId"));
    }
}
