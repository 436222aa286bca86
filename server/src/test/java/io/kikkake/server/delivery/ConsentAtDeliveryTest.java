package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the customer said since a message was decided is looked at once more when it leaves. */
class ConsentAtDeliveryTest {

    private static final DeliveryFixture house = new DeliveryFixture();

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void a_message_by_a_channel_refused_since_does_not_leave() throws Exception {
        house.customers.add(1, "hanako@example.jp", "山田");
        house.queue("refused", 1, "hello", "offers");
        house.customers.refuse(1, "@email");
        house.deliver();

        assertThat(house.status("refused")).isEqualTo(Status.BLOCKED);
        assertThat(house.message("refused").error()).contains("refuses messages by email");
    }

    @Test
    void it_goes_by_the_next_channel_of_its_step_instead() throws Exception {
        house.customers.add(2, "taro@example.jp", "田中");
        house.customers.refuse(2, "@email");
        house.queue(new Queued(
                "elsewhere",
                2,
                "cart",
                1,
                "run-elsewhere",
                "mail_1",
                "hello",
                "offers",
                (Value.ObjectOf) Value.from(Map.of("cart_id", "c-9")),
                Value.ObjectOf.EMPTY,
                List.of(MailChannel.ID, "line"),
                house.clock.instant()));
        house.deliver();

        assertThat(house.database
                        .jdbc()
                        .sql("select channel from outbox where id = 'elsewhere'")
                        .query(String.class)
                        .single())
                .isEqualTo("line");
    }

    @Test
    void what_was_ordered_leaves_by_a_refused_channel() throws Exception {
        house.customers.add(3, "jiro@example.jp", "佐藤");
        house.customers.refuse(3, "@email");
        house.customers.refuse(3, "*");
        house.queue("ordered", 3, "hello", "service");
        house.deliver();

        assertThat(house.status("ordered")).isEqualTo(Status.SENT);
    }

    @Test
    void who_refused_everything_gets_nothing_of_a_topic_never_spoken_of() throws Exception {
        house.customers.add(4, "saburo@example.jp", "鈴木");
        house.customers.refuse(4, "*");
        house.queue("never", 4, "hello", "news");
        house.deliver();

        assertThat(house.status("never")).isEqualTo(Status.BLOCKED);
    }

    @Test
    void links_stay_good_after_a_restart_and_open_only_their_own_page() {
        UnsubscribeLinks links = house.parts.getBean(UnsubscribeLinks.class);
        var again =
                new UnsubscribeLinks(new SigningKey(house.database.jdbc()), io.kikkake.server.TestSettings.defaults());
        String stop = token(links.link(17, "offers", "m1"));
        String choose = token(links.preferences(17));

        assertThat(again.read(stop)).contains(new UnsubscribeLinks.Refusal(17, "offers", "m1"));
        assertThat(again.customer(choose)).hasValue(17);
        assertThat(again.read(choose)).isEmpty();
        assertThat(again.customer(stop)).isEmpty();
    }

    @Test
    void the_link_in_the_mail_is_the_one_in_its_header() throws Exception {
        house.customers.add(5, "shiro@example.jp", "高橋");
        house.server.taken.clear();
        house.queue("m1", 5, "hello", "offers");
        house.deliver();

        String source = house.server.taken.getFirst().source().replace("\r\n ", " ");
        String inHeader = source.lines()
                .filter(line -> line.startsWith("List-Unsubscribe: "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*<(https[^>]*)>.*", "$1");
        assertThat(house.parts.getBean(UnsubscribeLinks.class).read(token(inHeader)))
                .contains(new UnsubscribeLinks.Refusal(5, "offers", "m1"));
    }

    private static String token(String link) {
        return link.replaceAll(".*/", "");
    }
}
