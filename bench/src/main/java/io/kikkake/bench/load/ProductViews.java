package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A batch request of product views that trigger nothing, built once and then only overwritten in place with new message
 * ids, users and times, so that posting hundreds of thousands of events costs the generator next to nothing. One thread.
 */
public final class ProductViews {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String USER = "u000000";
    private static final String NUMBER = "0000000000";
    private static final String TIMESTAMP = "2000-01-01T00:00:00.000Z";
    private static final List<String> CATEGORIES = List.of("食器", "布もの", "文具", "茶道具");

    private final String prefix;
    private final int users;
    private final SplittableRandom random;
    private final byte[] request;
    private final int[] numberAt;
    private final int[] userAt;
    private final int[] timeAt;
    private long next;

    /**
     * @param endpoint in the name of a write key
     * @param prefix of the message ids, unlike that of every other batch; letters, digits and hyphens
     * @param size events in the batch
     * @param users how many distinct users the events spread over, below 1,000,000
     */
    public ProductViews(Endpoint endpoint, String prefix, int size, int users, SplittableRandom random) {
        this.prefix = prefix;
        this.users = users;
        this.random = random;
        byte[] body = body(size).getBytes(StandardCharsets.UTF_8);
        this.request = endpoint.post("/v1/batch", "application/json", body);
        this.numberAt = places(request, prefix + "-" + NUMBER, size, prefix.length() + 1);
        this.userAt = places(request, USER, size, 1);
        this.timeAt = places(request, TIMESTAMP, size + 1, 0);
    }

    /** The same bytes each time, holding new events. */
    public byte[] next(Instant now) {
        byte[] time = TIME.format(now).getBytes(StandardCharsets.US_ASCII);
        for (int at : timeAt) {
            System.arraycopy(time, 0, request, at, time.length);
        }
        for (int event = 0; event < numberAt.length; event++) {
            digits(numberAt[event], NUMBER.length(), next++);
            digits(userAt[event], USER.length() - 1, random.nextInt(users));
        }
        return request;
    }

    /** Mean length of one event as JSON, in bytes. */
    public int bytesPerEvent() {
        return request.length / numberAt.length;
    }

    private void digits(int at, int length, long number) {
        long rest = number;
        for (int i = at + length - 1; i >= at; i--) {
            request[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private String body(int size) {
        StringBuilder body = new StringBuilder(size * 400)
                .append("{\"sentAt\":\"")
                .append(TIMESTAMP)
                .append("\",\"batch\":[");
        for (int i = 0; i < size; i++) {
            int product = 100 + random.nextInt(200);
            body.append(i > 0 ? "," : "")
                    .append("{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"")
                    .append(prefix)
                    .append('-')
                    .append(NUMBER)
                    .append("\",\"userId\":\"")
                    .append(USER)
                    .append("\",\"timestamp\":\"")
                    .append(TIMESTAMP)
                    .append("\",\"properties\":{\"product_id\":\"P-")
                    .append(product)
                    .append("\",\"category\":\"")
                    .append(CATEGORIES.get(product % CATEGORIES.size()))
                    .append("\",\"price\":")
                    .append(product * 12)
                    .append(
                            ",\"currency\":\"JPY\",\"name\":\"有田焼の湯のみ\"},\"context\":{\"page\":{\"path\":\"/products/P-")
                    .append(product)
                    .append("\"},\"locale\":\"ja-JP\",\"timezone\":\"Asia/Tokyo\"}}");
        }
        return body.append("]}").toString();
    }

    private static int[] places(byte[] request, String text, int count, int skip) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        int[] places = new int[count];
        int found = 0;
        for (int at = 0; at <= request.length - wanted.length && found < count; at++) {
            if (Arrays.equals(request, at, at + wanted.length, wanted, 0, wanted.length)) {
                places[found++] = at + skip;
            }
        }
        if (found < count) {
            throw new IllegalStateException(found + " places of " + text + " where " + count + " were written");
        }
        return places;
    }
}
