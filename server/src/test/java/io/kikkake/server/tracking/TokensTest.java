package io.kikkake.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Sending MAIL =
            new Sending("ab".repeat(16), 1L << 40, "カゴ", "s", "m", "t", Instant.ofEpochSecond(1_775_000_000));

    private final Tokens tokens = TrackerFixture.TOKENS;

    @Test
    void what_is_written_is_read() {
        for (Sending mail : List.of(MAIL, new Sending("m1", 0, "", "", "", "", Instant.EPOCH))) {
            for (Reference reference : List.of(
                    new Reference.Picture(mail),
                    new Reference.Trap(mail),
                    new Reference.Link(mail, 300, new Marked("https://shop.example/?a=b", 20, 4)))) {
                assertThat(tokens.read(tokens.write(reference))).contains(reference);
            }
        }
        assertThat(tokens.read(tokens.write(new Reference.Visit(MAIL))))
                .get()
                .extracting(visit -> visit.sending().customer())
                .isEqualTo(MAIL.customer());
    }

    @Test
    void a_forged_token_is_nobodys() {
        String token = tokens.write(new Reference.Link(MAIL, 0, new Marked("https://shop.example/", 0, 0)));
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < bytes.length; i++) {
            byte[] forged = bytes.clone();
            forged[i] ^= (byte) (1 + random.nextInt(255));
            assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
                    .as("seed %d, byte %d", seed, i)
                    .isEmpty();
        }
        for (String wrong : List.of("", "A", "%", "x".repeat(7_000), token.substring(0, token.length() - 3), "あ")) {
            assertThat(tokens.read(wrong)).isEmpty();
        }
        assertThat(new Tokens(new TrackingKey(new byte[] {1})).read(token))
                .as("signed by another house")
                .isEmpty();
    }
}
