package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.Memory.Contact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of the messages decided lately. */
class ContactsTest {

    private static final Scenario A = mail("a", "A", "");

    private static Scenario mail(String id, String event, String fields) {
        return Scenarios.of(id, "trigger: {event: " + event + "}\n" + fields, "- {id: mail, send: one}");
    }

    private static List<Contact> contacts(Customer customer) {
        return customer.state().memory().contacts();
    }

    @Test
    void whatNoRuleAsksForAnyMoreIsForgotten() {
        Customer hanako =
                Customer.of(Customer.set("{caps: [{most: 5, per: day}]}", A)).does("A");
        assertThat(contacts(hanako)).hasSize(1);
        hanako.after(Duration.ofDays(2)).does("A");
        assertThat(contacts(hanako)).extracting(Contact::at).containsExactly(hanako.now());
        assertThat(contacts(Customer.of(A).does("A"))).isEmpty();
    }

    @Test
    void ofTwoWhoBecomeOneAsManyOfTheNewestAreKeptAsTheCapCounts() {
        ScenarioSet set = Customer.set("{caps: [{most: 2, per: 7d}]}", A);
        Customer visitor = Customer.numbered(2).nowUnder(set);
        visitor.at("2026-06-01T10:00").does("A").at("2026-06-01T11:00").does("A");
        Customer hanako = Customer.of(set);
        hanako.at("2026-06-01T10:30").does("A").at("2026-06-01T11:30").does("A").absorbs(visitor);
        assertThat(contacts(hanako))
                .extracting(Contact::at)
                .containsExactly(Customer.tokyo("2026-06-01T11:00"), Customer.tokyo("2026-06-01T11:30"));
    }

    @Test
    void scenariosOfTheSameImportanceDoNotSilenceEachOther() {
        String fields = "priority: 10\nexclusion-group: g";
        Customer hanako = Customer.of(
                Customer.set("{exclusion-groups: {g: {within: 20h}}}", mail("a", "A", fields), mail("b", "B", fields)));
        assertThat(hanako.does("A").does("B").mails()).hasSize(2);
    }

    @Test
    void aScenariosOwnWordAboutTheSameMessageGoesBeforeTheProjects() {
        Scenario own = mail("a", "A", "same-message-within: 2h");
        Customer hanako = Customer.of(Customer.set("{same-message-within: 20h}", own));
        hanako.does("A").after(Duration.ofHours(1)).does("A");
        assertThat(hanako.mails()).hasSize(1);
        assertThat(hanako.after(Duration.ofHours(1)).mails()).hasSize(2);
    }
}
