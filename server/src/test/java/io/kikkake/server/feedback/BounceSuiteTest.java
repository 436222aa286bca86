package io.kikkake.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Real bounces, complaints and automatic replies with what sisimai says of them. The suite lies beside the repository: in
 * {@code ../shared/suites}, or where the property {@code kikkake.suites} or the variable {@code KIKKAKE_SUITES} says.
 */
class BounceSuiteTest {

    /** Of recipients, those of whom it is rightly said that the address is bad or not. */
    private static final double FLOOR = 0.95;

    private static final List<String> NOBODYS_FAULT = List.of(
            "blocked", "badreputation", "requireptr", "policyviolation", "authfailure", "spamdetected", "toomanyconn");

    private record Result(
            String file,
            String reason,
            boolean hard,
            @Nullable Finding found) {

        boolean right() {
            return found != null && found.isHard() == hard && kindIsRight(found.verdict());
        }

        private boolean kindIsRight(Verdict verdict) {
            return switch (reason) {
                case "feedback" -> verdict == Verdict.COMPLAINT;
                case "vacation" -> verdict == Verdict.AUTO_REPLY;
                case "delivered" -> verdict == Verdict.DELIVERED;
                default -> found != null && found.cause() != null;
            };
        }
    }

    @Test
    void saysOfRealMailsWhetherTheAddressIsBad() throws IOException {
        List<Result> results = results();
        var classes = new TreeMap<String, int[]>();
        for (Result result : results) {
            int[] score = classes.computeIfAbsent(result.reason(), reason -> new int[2]);
            score[0] += result.right() ? 1 : 0;
            score[1]++;
            if (!result.right()) {
                System.out.println("bounces: " + result.file() + " is " + result.reason() + ", read as "
                        + (result.found() == null ? "nothing" : result.found().verdict()));
            }
        }
        classes.forEach(
                (reason, score) -> System.out.println("bounces: " + reason + " " + score[0] + " of " + score[1]));
        long right = results.stream().filter(Result::right).count();
        System.out.println("bounces: " + right + " of " + results.size() + " recipients right");
        assertThat((double) right / results.size()).isGreaterThanOrEqualTo(FLOOR);
    }

    @Test
    void takesNoComplaintAndNoAutomaticReplyForABounce() throws IOException {
        assertThat(results())
                .filteredOn(
                        result -> List.of("feedback", "vacation", "delivered").contains(result.reason()))
                .isNotEmpty()
                .noneMatch(result -> result.found() != null && result.found().cause() != null);
    }

    /** Named after listmonk's trap: every 5.x.x counted as a hard bounce. */
    @Test
    void neverHoldsBlocksAndPoliciesAgainstThePerson() throws IOException {
        assertThat(results())
                .filteredOn(result -> NOBODYS_FAULT.contains(result.reason()))
                .isNotEmpty()
                .noneMatch(result -> result.found() != null && result.found().isHard());
    }

    private static List<Result> results() throws IOException {
        Path suite = suites().resolve("bounces");
        if (!Files.exists(suite)) {
            System.out.println("bounces: did not run, the suite is not in " + suites());
        }
        assumeTrue(Files.exists(suite), "the suite of bounces is not here");
        JsonNode expected = Json.mapper().readTree(Files.readString(suite.resolve("expected.json")));
        var results = new ArrayList<Result>();
        for (Map.Entry<String, JsonNode> mail : expected.properties()) {
            List<Finding> found = MailReader.read(Files.readAllBytes(suite.resolve(mail.getKey())));
            int index = 0;
            for (JsonNode recipient : mail.getValue()) {
                results.add(new Result(
                        mail.getKey(),
                        recipient.get("reason").asString(),
                        recipient.get("hard").asBoolean(),
                        index < found.size() ? found.get(index) : null));
                index++;
            }
        }
        return results;
    }

    private static Path suites() {
        String told = System.getProperty("kikkake.suites", System.getenv("KIKKAKE_SUITES"));
        if (told != null) {
            return Path.of(told);
        }
        Path here = Path.of("").toAbsolutePath();
        Path root = here.endsWith("server") ? here.resolveSibling(".").normalize() : here;
        return root.resolveSibling("shared").resolve("suites").normalize();
    }
}
