package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Readback;
import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a customer's answer does to a follow-up. */
class RepliesTest {

    private static Scenario followup(String from, String fields) {
        return Documents.scenario("""
                scenario: followup
                name: Follow-up
                topic: sales
                trigger: {event: Document Requested}
                %s
                steps:
                  - {id: first, send: one}
                  - {id: pause, wait: 3d}
                  - {id: second, send: two}
                messages:
                  one: {from: %s, subject: One, mjml: <mjml/>}
                  two: {from: %s, subject: Two, mjml: <mjml/>}
                """.formatted(fields, from, from));
    }

    private static int mails(Scenario scenario, String answersTo) {
        return Customer.of(scenario)
                .does("Document Requested")
                .after(Duration.ofDays(1))
                .does(Feedback.REPLIED, "scenario", answersTo)
                .after(Duration.ofDays(5))
                .mails()
                .size();
    }

    @Test
    void whoAnswersAMailInTheOwnersNameGetsNoMoreOfIt() {
        assertThat(mails(followup("owner", ""), "followup")).isEqualTo(1);
        assertThat(mails(followup("owner", "exit: {event: Left}"), "followup")).isEqualTo(1);
    }

    @Test
    void anAnswerToAnotherScenarioEndsNothing() {
        assertThat(mails(followup("owner", ""), "other")).isEqualTo(2);
    }

    @Test
    void anAnswerToAMailInTheShopsNameEndsNothing() {
        assertThat(mails(followup("{name: Shop, email: shop@example.jp}", ""), "followup"))
                .isEqualTo(2);
    }

    @Test
    void aScenarioThatNamesTheAnswerItselfSaysWhatItDoes() {
        String only = "exit: {event: Message Replied, where: {property: step, equals: second}}";
        assertThat(mails(followup("owner", only), "followup")).isEqualTo(2);
    }

    @Test
    void theReadbackSaysSo() {
        assertThat(Readback.of(followup("owner", "")).sentences())
                .anyMatch(sentence -> sentence.ja().contains("返信があれば"));
        assertThat(Readback.of(followup("{name: Shop, email: shop@example.jp}", ""))
                        .sentences())
                .noneMatch(sentence -> sentence.ja().contains("返信があれば"));
    }
}
