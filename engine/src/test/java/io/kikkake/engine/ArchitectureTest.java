package io.kikkake.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The engine is a function: what it needs it is given, what it does it says. */
@AnalyzeClasses(packages = "io.kikkake.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> BYTES_IN_MEMORY = Set.of(
            "java.io.ByteArrayOutputStream",
            "java.io.ByteArrayInputStream",
            "java.io.OutputStream",
            "java.io.Serializable");

    private static final DescribedPredicate<JavaClass> IO = describe(
            "reach outside the process",
            type -> type.getPackageName().equals("java.io") && !BYTES_IN_MEMORY.contains(type.getName()));

    private static final DescribedPredicate<JavaMethodCall> CLOCK_OR_CHANCE =
            describe("ask for the time or for chance", call -> {
                String owner = call.getTargetOwner().getName();
                String name = call.getName();
                boolean now = owner.startsWith("java.time.") && name.equals("now");
                boolean system = owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                .contains(name);
                boolean zone = owner.equals("java.time.ZoneId") && name.equals("systemDefault");
                boolean chance = (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                        || (owner.equals("java.lang.Math") && name.equals("random"));
                return now || system || zone || chance;
            });

    @ArchTest
    static final ArchRule reachesNothingOutside = noClasses()
            .should()
            .dependOnClassesThat(IO)
            .orShould()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.sql..",
                    "javax.sql..",
                    "java.util.logging..",
                    "org.slf4j.."));

    @ArchTest
    static final ArchRule hasNoClockAndNoChance = noClasses()
            .should()
            .callMethodWhere(CLOCK_OR_CHANCE)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.time\\.Clock|java\\.util\\.Random|java\\.security\\.SecureRandom|.*ThreadLocalRandom|java\\.util\\.random\\..*");

    @ArchTest
    static final ArchRule knowsNoFrameworkAndNoHost = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.springframework..", "jakarta..", "org.apache.flink..", "org.jooq..", "io.kikkake.server.."));

    @ArchTest
    static final ArchRule startsNoThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.lang\\.Thread|java\\.util\\.concurrent\\..*Executor.*|java\\.util\\.concurrent\\.CompletableFuture");

    @ArchTest
    static final ArchRule itsPackagesFormNoCircle =
            slices().matching("io.kikkake.engine.(*)..").should().beFreeOfCycles();
}
