package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.kikkake.server.delivery.ScriptedSmtp.Act;
import io.kikkake.server.platform.ProblemAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class MessageApiTest {

    private static final DeliveryFixture house = new DeliveryFixture();

    private final MockMvc http = MockMvcBuilders.standaloneSetup(
                    house.parts.getBean(MessageApi.class),
                    house.parts.getBean(ResolveApi.class),
                    house.parts.getBean(PreviewApi.class))
            .setControllerAdvice(ProblemAdvice.create())
            .build();

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void empty() {
        house.database.empty("outbox", "outcome", "delivery_count", "attempt", "resolution");
        house.customers.add(1, "hanako@example.jp", "山田");
        house.customers.add(2, "taro@example.jp", "鈴木");
        house.server.script = to -> Act.ACCEPT;
        house.server.taken.clear();
        // What other tests made of the server is forgotten.
        house.restart();
    }

    @Test
    void the_list_tells_each_message_with_its_customer_and_how_many_there_are() throws Exception {
        house.server.script = to -> to.startsWith("taro") ? new Act.AnswerRecipient("550 no such user") : Act.ACCEPT;
        house.queue("m1", 1, "hello", "offers");
        house.clock.advance(Duration.ofSeconds(1));
        house.queue("m2", 2, "hello", "offers");
        house.deliver();
        house.clock.advance(Duration.ofSeconds(1));
        house.queue("m3", 1, "hello", "offers");

        http.perform(get("/api/messages"))
                .andExpect(jsonPath("$.messages.length()").value(3))
                .andExpect(jsonPath("$.messages[0].id").value("m3"))
                .andExpect(jsonPath("$.messages[0].status").value("queued"))
                .andExpect(jsonPath("$.messages[0].to").value("hanako@example.jp"))
                .andExpect(jsonPath("$.messages[1].error").value("550 no such user"))
                .andExpect(jsonPath("$.messages[2].customer.label").value("山田"))
                .andExpect(jsonPath("$.messages[2].customer.id").value("1"))
                .andExpect(jsonPath("$.messages[2].subject").value("山田様、お知らせです"))
                .andExpect(jsonPath("$.messages[2].attempts").value(1))
                .andExpect(jsonPath("$.counts.sent").value(1))
                .andExpect(jsonPath("$.counts.failed").value(1))
                .andExpect(jsonPath("$.counts.queued").value(1))
                .andExpect(jsonPath("$.counts.withdrawn").value(0))
                .andExpect(jsonPath("$.next").doesNotExist());
        http.perform(get("/api/messages").param("status", "failed"))
                .andExpect(jsonPath("$.messages.length()").value(1))
                .andExpect(jsonPath("$.messages[0].id").value("m2"));
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        for (int i = 0; i < 7; i++) {
            house.queue("m" + i, 1, "hello", "offers");
            if (i % 3 == 0) {
                house.deliver();
            }
        }

        var seen = new ArrayList<String>();
        String next = "";
        while (next != null) {
            var request = get("/api/messages").param("limit", "3");
            String body = http.perform(next.isEmpty() ? request : request.param("before", next))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            List<String> ids = JsonPath.read(body, "$.messages[*].id");
            seen.addAll(ids);
            next = JsonPath.read(body, "$.next");
        }

        assertThat(seen).containsExactly("m6", "m5", "m4", "m3", "m2", "m1", "m0");
    }

    @Test
    void what_cannot_be_understood_is_refused() throws Exception {
        http.perform(get("/api/messages").param("status", "gone"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("queued")));
        http.perform(get("/api/messages").param("before", "yesterday")).andExpect(status().isBadRequest());
    }

    @Test
    void a_preview_shows_somebody_made_up_until_there_is_somebody_real() throws Exception {
        http.perform(get("/api/scenarios/cart/messages/hello/preview"))
                .andExpect(jsonPath("$.subject").value("山田様、お知らせです"))
                .andExpect(jsonPath("$.html").value(containsString("山田様 c-1")))
                .andExpect(jsonPath("$.text").value(containsString("停止: https://")));

        house.queue("m1", 2, "hello", "offers");
        house.deliver();

        http.perform(get("/api/scenarios/cart/messages/hello/preview"))
                .andExpect(jsonPath("$.html").value(containsString("鈴木様 c-9")));
        http.perform(get("/api/scenarios/cart/messages/none/preview")).andExpect(status().isNotFound());
    }

    @Test
    void a_preview_that_cannot_be_made_says_why() throws Exception {
        http.perform(get("/api/scenarios/cart/messages/bad/preview"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(containsString("line 1")));
    }

    @Test
    void a_message_tells_its_attempts_and_what_the_server_said() throws Exception {
        house.server.script = to -> new Act.AnswerRecipient("451 4.3.0 later");
        house.queue("m1", 1, "hello", "offers");
        house.deliver();
        house.server.script = to -> new Act.Answer("250 2.0.0 Ok: queued as 4Xyz12");
        house.clock.advance(Duration.ofMinutes(2));
        house.deliver();

        http.perform(get("/api/messages/m1"))
                .andExpect(jsonPath("$.status").value("sent"))
                .andExpect(jsonPath("$.channel").value("email"))
                .andExpect(jsonPath("$.reference").value("4Xyz12"))
                .andExpect(jsonPath("$.timeline[0].kind").value("decided"))
                .andExpect(jsonPath("$.timeline[1].attempt.outcome").value("put-off"))
                .andExpect(jsonPath("$.timeline[1].attempt.server").value("scripted"))
                .andExpect(jsonPath("$.timeline[1].attempt.code").value(451))
                .andExpect(jsonPath("$.timeline[1].attempt.enhanced").value("4.3.0"))
                .andExpect(jsonPath("$.timeline[2].attempt.n").value(2))
                .andExpect(jsonPath("$.timeline[2].attempt.outcome").value("sent"));
        http.perform(get("/api/messages/none")).andExpect(status().isNotFound());
    }

    @Test
    void an_unknown_message_is_resolved_once_and_sent_again_as_the_same_message() throws Exception {
        unknown("m1", "m2", "m3");

        http.perform(resolve("m1", "sent")).andExpect(status().isNoContent());
        http.perform(resolve("m1", "again"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("resolved this message as \"sent\"")));
        http.perform(resolve("m2", "again")).andExpect(status().isNoContent());
        http.perform(resolve("m2", "again")).andExpect(status().isConflict());
        http.perform(resolve("m3", "perhaps")).andExpect(status().isUnprocessableContent());
        http.perform(resolve("none", "sent")).andExpect(status().isNotFound());
        house.clock.advance(Duration.ofSeconds(1));
        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.SENT);
        assertThat(house.status("m2")).isEqualTo(Status.SENT);
        assertThat(house.server.taken.stream().filter(one -> one.source().contains("Message-ID: <m2@")))
                .hasSize(2);
        assertThat(house.messages.counts()).containsEntry(Status.SENT, 2L).containsEntry(Status.UNKNOWN, 1L);
        http.perform(get("/api/messages/m2"))
                .andExpect(jsonPath("$.timeline[2].kind").value("resolved"))
                .andExpect(jsonPath("$.timeline[2].as").value("again"));
    }

    @Test
    void many_unknown_messages_are_resolved_by_what_they_have_in_common() throws Exception {
        unknown("m1", "m2");

        http.perform(post("/api/messages/resolve")
                        .contentType("application/json")
                        .content("{\"as\":\"failed\"}"))
                .andExpect(status().isUnprocessableContent());
        http.perform(post("/api/messages/resolve")
                        .contentType("application/json")
                        .content("{\"as\":\"failed\",\"scenario\":\"cart\"}"))
                .andExpect(jsonPath("$.resolved").value(2));

        assertThat(house.messages.counts()).containsEntry(Status.FAILED, 2L).containsEntry(Status.UNKNOWN, 0L);
    }

    private static void unknown(String... ids) throws Exception {
        house.server.script = to -> Act.CUT_AFTER_DOT;
        for (String id : ids) {
            house.queue(id, 1, "hello", "offers");
            house.deliver();
        }
        // Three in a row that broke off: the server is left alone for a second.
        house.nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        house.clock.advance(Duration.ofSeconds(1));
        house.server.script = to -> Act.ACCEPT;
        assertThat(house.messages.counts()).containsEntry(Status.UNKNOWN, (long) ids.length);
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder resolve(
            String id, String as) {
        return post("/api/messages/" + id + "/resolve")
                .contentType("application/json")
                .content("{\"as\":\"" + as + "\"}");
    }
}
