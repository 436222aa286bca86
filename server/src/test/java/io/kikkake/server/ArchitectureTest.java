package io.kikkake.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The nevers of the design, as far as the server can break them. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.kikkake.server");

    @Test
    void packagesDependOnEachOtherWithoutCyclesAndOnlyThroughPublicTypes() {
        ApplicationModules.of(Kikkake.class).verify();
    }

    @Test
    void deliveryDecidesNothing() {
        noClasses()
                .that()
                .resideInAPackage("..delivery..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.kikkake.engine.Engine")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("..server.runner..")
                .check(CLASSES);
    }

    @Test
    void timesComeFromTheClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    private static final Map<String, List<String>> TABLES = Map.ofEntries(
            Map.entry("access", List.of("administrator", "write_key")),
            Map.entry(
                    "customer",
                    List.of(
                            "customer",
                            "customer_identity",
                            "consent",
                            "consent_ledger",
                            "representative",
                            "suppression")),
            Map.entry("ingest", List.of("event", "event_seen")),
            Map.entry("scenario", List.of("scenario", "scenario_version", "topic", "rules", "segment", "split_winner")),
            Map.entry(
                    "runner",
                    List.of(
                            "runner_position",
                            "customer_state",
                            "run",
                            "trace",
                            "step_count",
                            "dead_letter",
                            "entry_count",
                            "brake",
                            "tally_seed",
                            "split_count",
                            "timer",
                            "batch",
                            "schedule")),
            Map.entry("deed", List.of("coupon", "point_entry", "task", "webhook_call", "emitted")),
            Map.entry("message", List.of("message_content", "message_file")),
            Map.entry(
                    "delivery",
                    List.of(
                            "outbox",
                            "outcome",
                            "delivery_count",
                            "sending_domain",
                            "attempt",
                            "resolution",
                            "refusal",
                            "warm_up")),
            Map.entry("mailbox", List.of("dev_mail")),
            Map.entry("catalog", List.of("product", "article", "interest", "telling")),
            Map.entry("feedback", List.of("inbound_mail", "finding", "hook_token")),
            Map.entry("consent", List.of("confirmation")),
            Map.entry("tracking", List.of("reaction", "reacted", "reaction_count")),
            Map.entry("line", List.of("line_friend", "line_nonce")));

    @Test
    void noPackageTouchesTheTablesOfAnother() throws IOException {
        var faults = new ArrayList<String>();
        Path sources = Path.of("src/main/java/io/kikkake/server");
        try (var files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String owner = sources.relativize(file).getName(0).toString();
                String code = Files.readString(file);
                TABLES.forEach((other, tables) -> tables.stream()
                        .filter(table -> !other.equals(owner) && touches(code, table))
                        .forEach(table -> faults.add(file + " touches " + table + " of " + other)));
            }
        }
        Assertions.assertThat(faults).isEmpty();
    }

    private static boolean touches(String code, String table) {
        return Pattern.compile("\\b(from|join|into|update|delete from)\\s+" + table + "\\b(?!\\.)")
                .matcher(code)
                .find();
    }
}
