package io.kikkake.server.feedback;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Postmark's webhooks (postmarkapp.com/developer/webhooks). It tells no Message-ID of ours unless the message's metadata has it. */
final class PostmarkEvents implements Provider {

    @Override
    public List<Event> read(byte[] body) {
        JsonNode told = Fields.json(body);
        String bounced = Fields.address(told, "Email");
        String words = Fields.text(told, "Details") + " " + Fields.text(told, "Description");
        Finding finding = switch (Fields.text(told, "RecordType")) {
            case "Bounce" -> bounce(Fields.text(told, "Type"), bounced, words);
            case "SpamComplaint" -> Finding.of(Verdict.COMPLAINT, bounced, "abuse");
            case "Delivery" -> Finding.of(Verdict.DELIVERED, Fields.address(told, "Recipient"), words);
            default -> null;
        };
        if (finding == null) {
            return List.of();
        }
        String send = Fields.text(told, "Metadata.kikkake-send");
        String id = Fields.text(told, "ID");
        return List.of(new Event(
                finding,
                send.isEmpty() ? null : send,
                Fields.domain(Fields.address(told, "From")),
                Fields.time(Fields.text(told, "BouncedAt") + Fields.text(told, "DeliveredAt")),
                id.isEmpty() ? Fields.text(told, "MessageID") + Fields.text(told, "RecordType") : id));
    }

    private static Finding bounce(String type, @org.jspecify.annotations.Nullable String address, String words) {
        Finding read = Diagnosis.of(address, null, "", words, "", true);
        return switch (type) {
            case "HardBounce", "BadEmailAddress" ->
                read.cause() == Cause.UNCLEAR || read.cause() == Cause.FILTERED
                        ? new Finding(
                                Verdict.HARD,
                                Cause.UNKNOWN_USER,
                                address,
                                null,
                                read.status(),
                                read.reply(),
                                words,
                                true)
                        : read;
            case "SpamComplaint" -> Finding.of(Verdict.COMPLAINT, address, "abuse");
            case "AutoResponder" -> Finding.of(Verdict.AUTO_REPLY, address, words);
            case "Unsubscribe" -> Finding.of(Verdict.COMPLAINT, address, "opt-out");
            case "Transient", "DnsError", "SoftBounce", "Undeliverable" ->
                read.isHard()
                        ? new Finding(
                                Verdict.SOFT, Cause.UNCLEAR, address, null, read.status(), read.reply(), words, true)
                        : read;
            default -> read;
        };
    }
}
