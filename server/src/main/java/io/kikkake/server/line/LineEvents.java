package io.kikkake.server.line;

import io.kikkake.engine.Feedback;
import io.kikkake.server.customer.LineCustomers;
import io.kikkake.server.customer.LineId;
import io.kikkake.server.customer.LineId.Claim;
import io.kikkake.server.ingest.LineEntries;
import io.kikkake.server.ingest.LineEntries.LineEntry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes events of customers of what LINE tells. What LINE tells again changes nothing. */
@Component
class LineEvents {

    static final String FOLLOWED = "LINE Followed";
    static final String UNFOLLOWED = "LINE Unfollowed";
    static final String MESSAGE = "LINE Message Received";
    static final String POSTBACK = "LINE Postback";
    static final String LINKED = "LINE Linked";
    static final String UNLINKED = "LINE Unlinked";

    private final LineEntries log;
    private final LineCustomers customers;
    private final Friends friends;
    private final Nonces nonces;

    LineEvents(LineEntries log, LineCustomers customers, Friends friends, Nonces nonces) {
        this.log = log;
        this.customers = customers;
        this.friends = friends;
        this.nonces = nonces;
    }

    /** Returns when all is durable. */
    void take(List<Told> told) {
        List<Told> ordered =
                told.stream().sorted(Comparator.comparing(Told::at)).toList();
        Map<String, Friends.Known> known = new HashMap<>(
                friends.known(ordered.stream().map(Told::lineUserId).distinct().toList()));
        Map<String, Friends.Known> changed = new LinkedHashMap<>();
        var entries = new ArrayList<LineEntry>();
        for (Told one : ordered) {
            Friends.Known before = known.get(one.lineUserId());
            if (before == null) {
                // So that messages reach them: whom LINE names is a customer, if nobody else's then their own.
                entries.add(entry(one, null, "id", Map.of(LineChannel.ATTRIBUTE, one.lineUserId())));
            }
            entries.addAll(entries(one, before));
            Friends.Known after = after(one, before);
            known.put(one.lineUserId(), after);
            changed.put(one.lineUserId(), after);
        }
        if (!entries.isEmpty()) {
            log.add(entries);
        }
        // After the log: if we end in between, LINE tells it again.
        changed.forEach(friends::note);
        ordered.forEach(one -> {
            if (one.type().equals("accountLink")) {
                nonces.spend(one.text("link.nonce"));
            }
        });
    }

    private static Friends.Known after(Told told, Friends.@Nullable Known before) {
        if (before != null && told.at().isBefore(before.at())) {
            return before;
        }
        return switch (told.type()) {
            case "follow" -> new Friends.Known(true, told.at());
            case "unfollow" -> new Friends.Known(false, told.at());
            default -> before == null ? new Friends.Known(true, told.at()) : before;
        };
    }

    private List<LineEntry> entries(Told told, Friends.@Nullable Known before) {
        boolean late = before != null && told.at().isBefore(before.at());
        return switch (told.type()) {
            case "follow" -> {
                var entries = new ArrayList<LineEntry>();
                if (before != null && !before.following() && !late) {
                    entries.add(entry(told, Feedback.LIFTED, "lifted", address(told)));
                }
                entries.add(entry(told, FOLLOWED, "", Map.of()));
                yield entries;
            }
            case "unfollow" -> {
                var entries = new ArrayList<LineEntry>();
                entries.add(entry(told, UNFOLLOWED, "", Map.of()));
                if (!late) {
                    var closed = new HashMap<String, Object>(address(told));
                    closed.put("hard", true);
                    entries.add(entry(told, Feedback.BOUNCED, "closed", closed));
                }
                yield entries;
            }
            case "message" -> List.of(entry(told, MESSAGE, "", message(told)));
            case "postback" -> List.of(entry(told, POSTBACK, "", postback(told.text("postback.data"))));
            case "accountLink" -> link(told);
            // LINE invents new ones, which nobody asked for.
            default -> List.of();
        };
    }

    private static Map<String, Object> address(Told told) {
        return Map.of("address", told.lineUserId(), "channel", LineChannel.ID);
    }

    private static Map<String, Object> message(Told told) {
        var message = new HashMap<String, Object>();
        message.put("type", told.text("message.type"));
        if (told.text("message.type").equals("text")) {
            message.put("text", told.text("message.text"));
        }
        return message;
    }

    /** The data as it is, and what is written in it as in a URL's query. */
    private static Map<String, Object> postback(String data) {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : data.split("&", 50)) {
            int is = pair.indexOf('=');
            if (is > 0) {
                fields.put(decoded(pair.substring(0, is)), decoded(pair.substring(is + 1)));
            }
        }
        return Map.of("data", data, "fields", fields);
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    /** The person signed in at the shop and LINE vouches for who they are there. */
    private List<LineEntry> link(Told told) {
        Optional<String> userId =
                told.text("link.result").equals("ok") ? nonces.userOf(told.text("link.nonce")) : Optional.empty();
        if (userId.isEmpty()) {
            return List.of();
        }
        var entries = new ArrayList<LineEntry>();
        customers
                .of(told.lineUserId())
                .flatMap(LineCustomers.LineCustomer::userId)
                .filter(other -> !other.equals(userId.get()))
                .ifPresent(other -> entries.add(without(other, told.lineUserId(), told.at(), told.id())));
        var proven = new LineId(told.lineUserId(), Claim.PROVEN);
        entries.add(new LineEntry(
                proven,
                userId.get(),
                null,
                told.at(),
                id(told.id(), "link"),
                Map.of(LineChannel.ATTRIBUTE, told.lineUserId())));
        entries.add(new LineEntry(
                new LineId(told.lineUserId(), Claim.USED),
                userId.get(),
                LINKED,
                told.at(),
                id(told.id(), ""),
                Map.of()));
        return entries;
    }

    /**
     * The friend and the customer of the shop are two again.
     *
     * @param id the same for the same wish
     * @return false where the two were not linked
     */
    boolean unlink(String lineUserId, Instant at, String id) {
        Optional<String> userId = customers.of(lineUserId).flatMap(LineCustomers.LineCustomer::userId);
        if (userId.isEmpty()) {
            return false;
        }
        var parted = new LineId(lineUserId, Claim.PARTED);
        log.add(List.of(
                without(userId.get(), lineUserId, at, id),
                new LineEntry(null, userId.get(), UNLINKED, at, id(id, "unlinked"), Map.of()),
                new LineEntry(parted, null, null, at, id(id, "parted"), Map.of(LineChannel.ATTRIBUTE, lineUserId))));
        return true;
    }

    /** Nothing more goes to the friend for this customer. */
    private static LineEntry without(String userId, String lineUserId, Instant at, String id) {
        var none = new HashMap<String, @Nullable Object>();
        none.put(LineChannel.ATTRIBUTE, null);
        return new LineEntry(null, userId, null, at, id(id, "without " + lineUserId), none);
    }

    private static LineEntry entry(Told told, @Nullable String name, String part, Map<String, ?> properties) {
        return new LineEntry(
                new LineId(told.lineUserId(), Claim.USED), null, name, told.at(), id(told.id(), part), properties);
    }

    private static String id(String webhookEventId, String part) {
        return ("line " + webhookEventId + " " + part).strip();
    }
}
