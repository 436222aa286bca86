package io.kikkake.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figuresComeLastOneALine() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Figures figures = new Figures()
                .figure("drain.mails", 1834.56, "mails/s")
                .setting("cores", 2)
                .figure("latency.p50", 9.876, "ms")
                .figure("latency.p99", 61.23, "ms")
                .figure("crash.lost", 0, "customers");

        figures.printTo(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "setting cores 2",
                        "figure drain.mails 1835 mails/s",
                        "figure latency.p50 9.88 ms",
                        "figure latency.p99 61.2 ms",
                        "figure crash.lost 0 customers");
    }
}
