package io.kikkake.server.line;

import io.kikkake.server.customer.LineCustomers;
import io.kikkake.server.customer.LineId;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How it stands with LINE, and the shop's part in linking its customers. */
@RestController
class LineApi {

    private static final int LONGEST_ID = 500;

    /** @param limit null: there is none */
    record Left(@Nullable Long limit, long used, @Nullable Long left, Instant at) {}

    /** @param quota null while LINE is not set up or does not say */
    record Standing(boolean ready, String webhook, @Nullable Left quota, long friends, long blocked, long linked) {}

    record Asked(@Nullable String userId, @Nullable String linkToken) {}

    /** @param url where to send the customer's browser; null where no linkToken was given */
    record Given(String nonce, @Nullable URI url) {}

    private final LineChannel channel;
    private final Quota quota;
    private final Friends friends;
    private final LineCustomers customers;
    private final Nonces nonces;
    private final LineEvents events;
    private final Linking linking;
    private final Settings settings;
    private final Clock clock;

    LineApi(
            LineChannel channel,
            Quota quota,
            Friends friends,
            LineCustomers customers,
            Nonces nonces,
            LineEvents events,
            Linking linking,
            Settings settings,
            Clock clock) {
        this.channel = channel;
        this.quota = quota;
        this.friends = friends;
        this.customers = customers;
        this.nonces = nonces;
        this.events = events;
        this.linking = linking;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/line")
    Standing standing() {
        Left left = !channel.isReady()
                ? null
                : quota.read()
                        .map(reading -> new Left(reading.limit(), reading.used(), reading.left(), reading.at()))
                        .orElse(null);
        Friends.Counts counts = friends.counts();
        return new Standing(
                channel.isReady(),
                settings.baseUrl() + LineHook.PATH,
                left,
                counts.friends(),
                counts.blocked(),
                customers.linked());
    }

    /** The shop's server says who signed in. Never a browser: whoever gets a nonce for a customer becomes that customer at LINE. */
    @PostMapping("/api/line/nonces")
    Given nonce(@RequestBody Asked asked) {
        String userId = asked.userId() == null ? "" : asked.userId().strip();
        if (userId.isEmpty() || userId.length() > LONGEST_ID) {
            throw new Problem(
                    422,
                    "No userId",
                    "Send the userId of the customer who signed in, as the shop's events have it.",
                    List.of(new Problem.Fault("/userId", "a userId of 1 to 500 characters is wanted here", null)));
        }
        String nonce = nonces.give(userId);
        String token = asked.linkToken();
        return new Given(nonce, token == null || token.isBlank() ? null : Linking.dialog(token, nonce));
    }

    @DeleteMapping("/api/line/links/{lineUserId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(@PathVariable String lineUserId) {
        if (!LineId.isId(lineUserId) || !events.unlink(lineUserId, clock.instant(), "api " + UUID.randomUUID())) {
            throw Problem.notFound("A customer linked with " + lineUserId);
        }
    }

    /** On the way from LINE to the shop's sign-in page. */
    @GetMapping("/line/link")
    ResponseEntity<Void> link(@RequestParam String linkToken) {
        URI page = linking.page(linkToken)
                .orElseThrow(() -> new Problem(
                        404, "No page to link at", "Set line: link-page to the shop's page where customers sign in."));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(page)
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
