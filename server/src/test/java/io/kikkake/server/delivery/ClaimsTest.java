package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    /** {@code -Drows=1000000} for the size that counts. */
    private static final int ROWS = Integer.getInteger("rows", 30_000);

    private final DeliveryFixture house = new DeliveryFixture();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_newsletter_to_everybody_and_as_many_messages_put_off_are_not_read_to_find_a_trigger_mail() throws Exception {
        fill(2, "now", ROWS);
        fill(1, "later", ROWS);
        fill(1, "trigger", 1);
        house.database.jdbc().sql("analyze outbox").update();
        Instant now = house.clock.instant();

        for (int urgency = 0; urgency <= 2; urgency++) {
            String plan = String.join("\n", plan(urgency, now));
            assertThat(plan).contains("outbox_ready").doesNotContain("Seq Scan on outbox", "Sort");
            assertThat(plan).containsPattern("Buffers: shared hit=\\d{1,3}\\b");
        }
        List<Claim> claimed =
                house.parts.getBean(Claims.class).exchange(MailChannel.ID, List.of(), new Claims.Room(16, 12), now);
        assertThat(claimed.getFirst().id()).isEqualTo("trigger-1");
        assertThat(claimed).hasSize(13);
    }

    @Test
    void no_index_knows_what_a_claim_changes() {
        assertThat(house.database
                        .jdbc()
                        .sql("select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'outbox'::regclass")
                        .query(String.class)
                        .list())
                .hasSizeGreaterThan(3)
                .noneMatch(index -> index.matches(".*\\b(status|attempts|updated_at)\\b.*"));
    }

    @Test
    void what_is_held_is_found_by_its_index() {
        fill(2, "now", ROWS);
        house.database.jdbc().sql("analyze outbox").update();

        assertThat(String.join(
                        "\n",
                        house.database
                                .jdbc()
                                .sql(
                                        "explain select id from outbox where scenario = 's' and status = 7 and due = '9999-01-01Z'")
                                .query(String.class)
                                .list()))
                .contains("outbox_held");
    }

    private List<String> plan(int urgency, Instant now) {
        String claim = Claims.CLAIM.substring(Claims.CLAIM.indexOf("select id"), Claims.CLAIM.indexOf(" for update"));
        return house.database
                .jdbc()
                .sql("explain (analyze, buffers) " + claim)
                .params(MailChannel.ID, urgency, now.toString(), 16)
                .query(String.class)
                .list();
    }

    private void fill(int urgency, String name, int rows) {
        house.database
                .jdbc()
                .sql(
                        "insert into outbox (id, customer_id, scenario, version, run, step, message, topic, entry, priority, status,"
                                + " due, created_at, updated_at)"
                                + " select :name || '-' || i, i, 's', 1, 'r', 'a', 'hello', 'offers', '{}', :urgency, 0, n.at + case"
                                + " when :name = 'later' then interval '1 hour' else interval '0' end, n.at, n.at"
                                + " from generate_series(1, :rows) i, (select :at::timestamptz as at) n")
                .param("name", name)
                .param("urgency", urgency)
                .param("rows", rows)
                .param("at", house.clock.instant().toString())
                .update();
    }
}
