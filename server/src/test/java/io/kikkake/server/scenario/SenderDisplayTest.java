package io.kikkake.server.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What advertising mail in Japan must show is looked for before it is published. */
class SenderDisplayTest {

    private static final Settings.Sender SENDER = new Settings.Sender("株式会社ひより商店", "東京都見本区1-2-3", "03-0000-0000");
    private static final String STOP = "配信の停止はこちら {{ links.unsubscribe }} ";

    private static List<Fault> faults(Settings.Sender sender, String text) {
        var faults = new ArrayList<Fault>();
        var messages = (Value.ObjectOf) Value.from(Map.of("hello", Map.of("text", text)));
        new SenderDisplay(sender, true).check(messages, faults);
        return faults;
    }

    @Test
    void allFourItemsByVariablesAreEnough() {
        assertThat(faults(SENDER, STOP + "{{ sender.name }} {{sender.address}} {{- sender.contact | escape }}"))
                .isEmpty();
    }

    @Test
    void addressAndContactMayBeBehindTheLinkToThePreferencePage() {
        assertThat(faults(SENDER, STOP + "{{ sender.name }} {{ links.preferences }}"))
                .isEmpty();
    }

    @Test
    void writtenOutIsShownToo() {
        assertThat(faults(SENDER, STOP + "株式会社ひより商店 東京都見本区1-2-3 03-0000-0000")).isEmpty();
    }

    @Test
    void whatIsMissingIsToldInBothLanguagesWithWhatToWrite() {
        List<Fault> faults = faults(SENDER, "{{ links.unsubscribe }}");
        assertThat(faults)
                .extracting(Fault::suggestion)
                .containsExactly(
                        "{{ sender.name }}", "配信を希望されない方は、こちらから停止できます", "{{ sender.address }}", "{{ sender.contact }}");
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.path()).isEqualTo("/messages/hello/text");
            assertThat(fault.message()).containsPattern("[a-z]").containsPattern("[ぁ-ん]");
        });
    }

    @Test
    void aWorkspaceWithoutASenderIsToldSoOnce() {
        assertThat(faults(new Settings.Sender("", "", ""), STOP + "{{ sender.name }} {{ links.preferences }}"))
                .extracting(Fault::path)
                .containsExactly("/topic");
    }

    @Test
    void itCanBeSwitchedOffWhereTheLawIsAnother() {
        var faults = new ArrayList<Fault>();
        new SenderDisplay(new Settings.Sender("", "", ""), false)
                .check((Value.ObjectOf) Value.from(Map.of("hello", Map.of("text", "x"))), faults);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"welcome", "cart-abandonment", "document-followup"})
    void theDemosScenariosShowAll(String scenario) throws IOException {
        String yaml = new ClassPathResource("demo/" + scenario + ".yaml").getContentAsString(UTF_8);
        var faults = new ArrayList<Fault>();
        new SenderDisplay(SENDER, true)
                .check((Value.ObjectOf) requireNonNull(Documents.yaml(yaml).at("messages")), faults);
        assertThat(faults).isEmpty();
        assertThat(yaml).contains("{{ links.preferences }}");
    }
}
