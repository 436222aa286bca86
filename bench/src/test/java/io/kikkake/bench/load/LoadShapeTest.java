package io.kikkake.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.bench.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoadShapeTest {
    private static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 8080, Endpoint.writeKey("k"));
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.7Z");

    @Test
    void productViewsAreNewEventsOfRecurringUsersInTheSameBytes() {
        ProductViews views = new ProductViews(ENDPOINT, "run-0-0", 250, 20, new SplittableRandom(1));
        Set<String> ids = new HashSet<>();
        Set<String> users = new HashSet<>();
        int length = views.next(NOW).length;
        for (int batch = 0; batch < 4; batch++) {
            byte[] request = views.next(NOW.plusMillis(batch));
            assertThat(request).hasSize(length);
            JsonNode body = body(request);
            assertThat(body.path("sentAt").asString()).isEqualTo("2026-02-03T04:05:06.70" + batch + "Z");
            assertThat(body.path("batch").size()).isEqualTo(250);
            for (JsonNode event : body.path("batch")) {
                ids.add(event.path("messageId").asString());
                users.add(event.path("userId").asString());
                assertThat(event.path("event").asString()).isEqualTo("Product Viewed");
                assertThat(event.path("timestamp")).isEqualTo(body.path("sentAt"));
            }
        }
        assertThat(ids).hasSize(1_000).allMatch(id -> id.length() < 100);
        assertThat(users).hasSize(20);
        assertThat(views.bytesPerEvent()).isBetween(330, 370);
    }

    @Test
    void aSignUpIdentifiesTheCustomerThenTriggersTheMail() {
        Cohort cohort = new Cohort("c", 250);
        List<byte[]> batches = new SignUps(ENDPOINT, cohort).batches(100);

        assertThat(batches).hasSize(3);
        assertThat(batches.getFirst().length).isLessThan(500_000);
        JsonNode last = body(batches.getLast()).path("batch");
        assertThat(last.size()).isEqualTo(100);
        JsonNode identify = last.get(98);
        JsonNode track = last.get(99);
        assertThat(identify.path("type").asString()).isEqualTo("identify");
        assertThat(identify.at("/traits/email").asString()).isEqualTo(cohort.address(249));
        assertThat(track.path("event").asString()).isEqualTo("Bench Signed Up");
        assertThat(track.path("userId")).isEqualTo(identify.path("userId"));
        assertThat(track.path("messageId")).isNotEqualTo(identify.path("messageId"));
        assertThat(StreamSupport.stream(track.at("/properties/products").spliterator(), false)
                        .map(product -> product.path("name").asString()))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    private static JsonNode body(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
    }
}
