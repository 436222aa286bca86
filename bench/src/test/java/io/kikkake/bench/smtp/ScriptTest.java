package io.kikkake.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.bench.smtp.Script.Conduct;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static final String SESSION =
            "EHLO me\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nMessage-ID: <1@x>\r\n\r\nBody\r\n.\r\n";

    private final List<String> told = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocate(8 * 1024);

    @ParameterizedTest
    @CsvSource({
        "TAKE, 250 354 250, go-ahead taken answered, false",
        "CLOSE, 421, '', true",
        "REFUSE, 550 503 500, '', false",
        "PUT_OFF, 451 503 500, '', false",
        "HANG, '', '', false",
        "CUT_IN_MAIL, 250 354, go-ahead, true",
        "CUT_BEFORE_ANSWER, 250 354, go-ahead taken, true",
        "SLOW_ANSWER, 250 354, go-ahead taken, false"
    })
    void eachConductIsWhatASenderMeets(Conduct conduct, String answers, String events, boolean over) {
        SmtpDialogue dialogue = dialogue(conduct);

        dialogue.advance(ByteBuffer.wrap(SESSION.getBytes(StandardCharsets.US_ASCII)), out);

        List<String> codes = said().lines()
                .filter(line -> line.charAt(3) == ' ')
                .map(line -> line.substring(0, 3))
                .toList();
        assertThat(String.join(" ", codes.subList(2, codes.size()))).startsWith(answers);
        assertThat(String.join(" ", told)).isEqualTo(events);
        assertThat(dialogue.over()).isEqualTo(over);
    }

    @Test
    void aSlowAnswerComesByteByByteAndIsAnAnswerInTheEnd() {
        SmtpDialogue dialogue = dialogue(Conduct.SLOW_ANSWER);
        dialogue.advance(ByteBuffer.wrap(SESSION.getBytes(StandardCharsets.US_ASCII)), out);
        out.clear();

        for (int second = 0; dialogue.stalls(); second++) {
            assertThat(told).doesNotContain("answered");
            dialogue.second(out);
            assertThat(out.position()).isEqualTo(second + 1);
        }

        assertThat(said()).isEqualTo("250 2.0.0 OK\r\n");
        assertThat(told).containsExactly("go-ahead", "taken", "answered");
    }

    @Test
    void whoHangsCutsTheConnectionSomeSecondsLater() {
        SmtpDialogue dialogue = dialogue(Conduct.HANG);
        dialogue.advance(ByteBuffer.wrap(SESSION.getBytes(StandardCharsets.US_ASCII)), out);

        while (dialogue.stalls()) {
            dialogue.second(out);
        }

        assertThat(dialogue.over()).isTrue();
        assertThat(told).isEmpty();
    }

    private SmtpDialogue dialogue(Conduct conduct) {
        return new SmtpDialogue(mail -> told.add("taken"), new Script() {
            @Override
            public Conduct conduct(String recipient) {
                return conduct;
            }

            @Override
            public void goAhead(String recipient) {
                told.add("go-ahead");
            }

            @Override
            public void answered(String recipient) {
                told.add("answered");
            }
        });
    }

    private String said() {
        return new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
    }
}
