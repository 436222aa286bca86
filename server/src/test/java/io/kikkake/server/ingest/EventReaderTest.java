package io.kikkake.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.server.ingest.EventReader.Envelope;
import io.kikkake.server.ingest.EventReader.Refused;
import io.kikkake.server.platform.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final Instant RECEIVED = Instant.parse("2026-04-01T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"2026-04-01T12:00:00Z,2026-04-01T11:59:50Z", "2026-04-01T06:00:00Z,2026-04-01T05:59:50Z"})
    void aClockThatIsHoursWrongIsCorrected(String sentAt, String timestamp) throws Refused {
        Draft draft = read(
                "{'type':'track','userId':'u','event':'e','timestamp':'" + timestamp + "'}", Instant.parse(sentAt));

        assertThat(draft.timestamp()).isEqualTo(RECEIVED.minusSeconds(10));
    }

    @Test
    void withoutATimeTheEventHappenedWhenItCame() throws Refused {
        assertThat(read("{'type':'track','userId':'u','event':'e'}", null).timestamp())
                .isEqualTo(RECEIVED);
    }

    @Test
    void aTimeInTheFutureIsNow() throws Refused {
        assertThat(read("{'type':'track','userId':'u','event':'e','timestamp':'2026-04-01T09:10:00Z'}", null)
                        .timestamp())
                .isEqualTo(RECEIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+275760-09-13T00:00:00.000Z", "1969-12-31T23:59:59Z", "yesterday", "2026-02-30T00:00:00Z"})
    void aTimeThatCannotBeIsRefusedByName(String timestamp) {
        assertThatThrownBy(
                        () -> read("{'type':'track','userId':'u','event':'e','timestamp':'" + timestamp + "'}", null))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("timestamp must be an ISO 8601 time")
                .hasMessageContaining(timestamp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'track','event':'e'} | userId or anonymousId is missing",
                "{'type':'track','userId':'u'} | event is missing",
                "{'type':'dance','userId':'u'} | type must be one of",
                "{'type':'track','userId':'u','event':'e','properties':[1]} | properties must be a JSON object",
                "{'type':'track','userId':{},'event':'e'} | userId must be text",
                "{'type':'alias','userId':'u'} | previousId is missing",
                "{'type':'track','userId':'u','event':'e','properties':{'n':1e999}} | properties has a number beyond"
            })
    void whatIsWrongIsNamed(String json, String message) {
        assertThatThrownBy(() -> read(json, null)).isInstanceOf(Refused.class).hasMessageContaining(message);
    }

    @Test
    void whatTheDatabaseCannotHoldIsReplacedNotRefused() throws Refused {
        Draft draft = read("{'type':'track','userId':'u','event':'e','properties':{'a\\u0000':'b\\u0000'}}", null);

        assertThat(draft.properties()).isEqualTo("{\"a\ufffd\":\"b\ufffd\"}");
    }

    @Test
    void anEventLargerThan32KilobytesIsRefused() {
        String large = "x".repeat(33_000);
        assertThatThrownBy(() ->
                        read("{'type':'track','userId':'u','event':'e','properties':{'p':'" + large + "'}}", null))
                .hasMessage("properties is larger than 32 KB");
    }

    @Test
    void numbersServeAsIdsAndAddressesAreLowerCase() throws Refused {
        Draft draft = read("{'type':'identify','userId':42,'traits':{'email':' Hanako@Example.JP '}}", null);

        assertThat(draft.userId()).isEqualTo("42");
        assertThat(draft.email()).isEqualTo("hanako@example.jp");
    }

    private static Draft read(String json, @Nullable Instant sentAt) throws Refused {
        Object event = Json.mapper().readValue(json.replace('\'', '"'), Object.class);
        return EventReader.read(event, null, new Envelope(RECEIVED, sentAt, Map.of(), false));
    }
}
