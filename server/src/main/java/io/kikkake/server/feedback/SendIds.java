package io.kikkake.server.feedback;

import io.kikkake.server.delivery.Verp;
import io.kikkake.server.feedback.RawMail.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds which of our messages a mail is about: by the signed address it was sent to, else by what it returns of the message. */
@Component
class SendIds {

    private static final Pattern QUOTED =
            Pattern.compile("(?im)^[>\\s]*x-kikkake-send:\\s*([A-Za-z0-9_.-]{1,64})\\s*$");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^[>\\s]*message-id:\\s*<([A-Za-z0-9_.-]{1,64})@([A-Za-z0-9.-]{1,253})>");
    private static final Pattern ID = Pattern.compile("<([A-Za-z0-9_.-]{1,64})@[^<>\\s]{1,253}>");
    private static final Pattern FROM = Pattern.compile("(?im)^[>\\s]*from:[^\\n]{0,300}@([A-Za-z0-9.-]{1,253})");

    private final Verp verp;

    SendIds(Verp verp) {
        this.verp = verp;
    }

    /** In the order in which they are to be believed. Those of the body count only if there is such a message. */
    List<String> of(RawMail mail, String recipients) {
        var ids = new ArrayList<String>();
        String named = recipients + " " + mail.field("to") + " " + mail.field("delivered-to");
        for (String address : Addresses.all(named)) {
            signed(address).ifPresent(ids::add);
        }
        for (Leaf leaf : mail.leaves()) {
            find(QUOTED, leaf.text(), ids);
            find(MESSAGE_ID, leaf.text(), ids);
        }
        find(ID, mail.field("in-reply-to") + " " + mail.field("references"), ids);
        return ids.stream().distinct().limit(20).toList();
    }

    Optional<String> signed(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? Optional.empty() : verp.read(address.substring(0, at));
    }

    /** The domain of the returned message's sender; empty where it is not returned. */
    static Optional<String> sender(RawMail mail) {
        for (Leaf leaf : mail.leaves()) {
            if (leaf.type().contains("rfc822")) {
                Matcher from = FROM.matcher(leaf.text());
                if (from.find()) {
                    return Optional.of(from.group(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return Optional.empty();
    }

    private static void find(Pattern pattern, String text, List<String> ids) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && ids.size() < 20) {
            ids.add(matcher.group(1));
        }
    }
}
