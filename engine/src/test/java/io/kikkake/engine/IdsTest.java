package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Ids are stored, and what was done once is known by its id: one that came out otherwise after an update would do everything
 * again. So they are written down here.
 */
class IdsTest {

    private static final Run RUN =
            new Run("r-1", "cart", 1, null, Value.ObjectOf.EMPTY, Instant.EPOCH, "mail_1", 2, null);

    @Test
    void theIdOfARunComesFromScenarioCustomerKeyAndEvent() {
        assertThat(Ids.run("cart", 7, null, 42)).isEqualTo("c3550cd808fee2988aa9867a15ba1803");
        assertThat(Ids.run("cart", 7, "", 42)).isEqualTo("d66fe7e46f87b34a33c0f73c04a10eb7");
        assertThat(Ids.run("cart", 7, "c-1", 42)).isEqualTo("0b0a8cb8180328fb187d897fce58afeb");
        assertThat(Ids.run("cart", 7, "c-1", "2026-04-01")).isEqualTo("65796a63848a74a15269d0ed927831ab");
        assertThat(List.of(
                        Ids.run("cart", 7, "c-1", 42),
                        Ids.run("welcome", 7, "c-1", 42),
                        Ids.run("cart", 8, "c-1", 42),
                        Ids.run("cart", 7, "c-2", 42),
                        Ids.run("cart", 7, "c-1", 43),
                        Ids.run("cart", 7, "c-1", "2026-04-01"),
                        Ids.run("cart", 7, "c-1", "2026-04-02")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIdOfAMessageComesFromRunStepAndVisit() {
        assertThat(Ids.send(RUN)).isEqualTo("fdff5f6cad17d0d9591c2b8330877cca");
        assertThat(Ids.arm(RUN, "split_1")).isEqualTo("d0b24cd0a4ce2f039d8e4822109cff5a");
        assertThat(Ids.arm(RUN, "split_2")).isNotEqualTo(Ids.arm(RUN, "split_1"));
        assertThat(Ids.code(RUN)).isEqualTo("EDVJ-CCHS-6FYZ");
        assertThat(Ids.fingerprint("x")).isEqualTo("028f0df5b8596fbcd10c9720b7a4784f8e7e04f629bd5a62bfbdf139678b6624");
    }

    @Test
    void whereACustomerStandsAtASplitDependsOnScenarioStepAndCustomer() {
        assertThat(List.of(
                        Ids.share("cart", "split_1", 7),
                        Ids.share("cart", "split_1", 8),
                        Ids.share("cart", "split_2", 7),
                        Ids.share("welcome", "split_1", 7)))
                .containsExactly(9896, 7917, 7400, 5754);
    }

    @Test
    void whoIsHeldOutDependsOnScenarioAndCustomerAndIsExactToAHundredthOfAPercent() {
        assertThat(LongStream.rangeClosed(1, 40).filter(id -> Ids.isHeldOut("", id, 1000)))
                .containsExactly(15L, 38L);
        assertThat(LongStream.rangeClosed(1, 40).filter(id -> Ids.isHeldOut("cart", id, 1000)))
                .containsExactly(22L, 25L, 26L, 27L);
        assertThat(Ids.isHeldOut("cart", 7, 2537)).isFalse();
        assertThat(Ids.isHeldOut("cart", 7, 2538)).isTrue();
        assertThat(Ids.isHeldOut("cart", 7, 10_000)).isTrue();
        assertThat(Ids.isHeldOut("cart", 7, 0)).isFalse();
    }
}
