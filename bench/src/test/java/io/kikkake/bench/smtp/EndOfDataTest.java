package io.kikkake.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndOfDataTest {

    @Test
    void isFoundWhereAPlainSearchFindsIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        char[] letters = {'\r', '\n', '.', 'x'};
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(letters[random.nextInt(letters.length)]);
            }
            if (random.nextBoolean()) {
                text.insert(random.nextInt(length + 1), "\r\n.\r\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            int at = text.indexOf("\r\n.\r\n");

            assertThat(EndOfData.find(bytes, 0, bytes.length))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(at < 0 ? -1 : at + 5);
        }
    }
}
