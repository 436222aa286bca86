package io.kikkake.server.delivery.dkim;

import io.kikkake.server.delivery.dkim.Canonical.Field;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;

/** Signs the mails of one domain, once with each of its keys (RFC 6376). Used by many threads at once. */
public final class MailSigner {

    private static final int LINE = 76;

    /** Signed once more than they are there, so that nobody can add another to a mail that is good (RFC 6376 8.15). */
    private static final List<String> SEALED = List.of("from", "to", "subject", "date", "reply-to", "content-type");

    private static final List<String> SIGNED = List.of(
            "from",
            "to",
            "subject",
            "date",
            "message-id",
            "reply-to",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "list-id",
            "feedback-id",
            "auto-submitted");

    private final String domain;
    private final List<DomainKey> keys;

    /** @param keys RSA first: who does not know the other algorithm may look at the first signature only */
    MailSigner(String domain, List<DomainKey> keys) {
        this.domain = domain;
        this.keys = List.copyOf(keys);
    }

    public String domain() {
        return domain;
    }

    List<DomainKey> keys() {
        return keys;
    }

    /**
     * The header fields that go in front of a mail: in ASCII, each ended.
     *
     * @param mail as it will be sent, lines ending with CRLF
     */
    public String sign(ByteBuffer mail, Instant now) {
        int bodyAt = Canonical.bodyOf(mail);
        String bodyHash = Base64.getEncoder().encodeToString(Crypto.sha256(Canonical.body(mail, bodyAt)));
        List<Field> fields = Canonical.fields(mail, bodyAt);
        String names = names(fields);
        String signed = signed(fields, names);
        var signatures = new StringBuilder(1200);
        for (DomainKey key : keys) {
            String field = unsigned(key, now, names, bodyHash);
            String canonical = Canonical.field(field).line();
            String data = signed + canonical.substring(0, canonical.length() - 2);
            folded(signatures.append(field), key.sign(data));
        }
        return signatures.toString();
    }

    private static String names(List<Field> fields) {
        var names = new ArrayList<String>();
        for (String name : SIGNED) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    names.add(name);
                }
            }
            if (SEALED.contains(name)) {
                names.add(name);
            }
        }
        return String.join(":", names);
    }

    /** Fields of the same name are taken from the last to the first (RFC 6376 5.4.2); one that is not there is nothing. */
    static String signed(List<Field> fields, String names) {
        var byName = new HashMap<String, ArrayList<String>>();
        fields.forEach(field ->
                byName.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.line()));
        var signed = new StringBuilder(1500);
        for (String name : names.split(":")) {
            List<String> left = byName.getOrDefault(name, new ArrayList<>());
            if (!left.isEmpty()) {
                signed.append(left.removeLast());
            }
        }
        return signed.toString();
    }

    /** The signature's field with nothing after its last tag, {@code b=}. */
    private String unsigned(DomainKey key, Instant now, String names, String bodyHash) {
        var field = new StringBuilder(600);
        field.append("DKIM-Signature: v=1; a=")
                .append(key.algorithm().tag())
                .append("; c=relaxed/simple;\r\n d=")
                .append(domain)
                .append(";\r\n s=")
                .append(key.selector())
                .append("; t=")
                .append(now.getEpochSecond())
                .append(";\r\n h=");
        int column = 3;
        for (String name : names.split("(?<=:)")) {
            if (column + name.length() > LINE) {
                field.append("\r\n ");
                column = 1;
            }
            field.append(name);
            column += name.length();
        }
        return field.append(";\r\n bh=").append(bodyHash).append(";\r\n b=").toString();
    }

    private static void folded(StringBuilder field, String signature) {
        int room = LINE - 3;
        for (int from = 0; from < signature.length(); from += room, room = LINE - 1) {
            if (from > 0) {
                field.append("\r\n ");
                room = LINE - 1;
            }
            field.append(signature, from, Math.min(signature.length(), from + room));
        }
        field.append("\r\n");
    }
}
