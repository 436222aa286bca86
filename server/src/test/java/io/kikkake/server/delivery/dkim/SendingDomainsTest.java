package io.kikkake.server.delivery.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestSettings;
import io.kikkake.server.delivery.dkim.SendingDomainApi.Domain;
import io.kikkake.server.delivery.dkim.SendingDomainApi.Rotation;
import io.kikkake.server.delivery.dkim.SendingDomainApi.Wanted;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingDomainsTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final Map<String, String> SETTINGS = Map.of(
            "kikkake.smtp.host", "smtp.relay.example",
            "kikkake.public-url", "https://kikkake.hiyori.example",
            "kikkake.mail.bounce-domain", "bounce.hiyori.example");

    private final TestClock clock = new TestClock("2026-04-01T00:00:00Z");
    private final SendingDomains domains = domains(TestSettings.with(SETTINGS));
    private final SendingDomainApi api = new SendingDomainApi(domains, TestSettings.with(SETTINGS));

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty("sending_domain");
    }

    @Test
    void a_domain_gets_two_keys_and_is_told_what_to_publish() {
        Domain added = api.add(wanted("Hiyori.Example"));

        assertThat(added.domain()).isEqualTo("hiyori.example");
        assertThat(added.keys())
                .extracting(key -> key.selector() + " " + key.algorithm() + " " + key.state())
                .containsExactly("k20260401 rsa-sha256 active", "k20260401e ed25519-sha256 active");
        assertThat(added.records())
                .extracting(record -> record.type() + " " + record.name())
                .containsExactly(
                        "TXT k20260401._domainkey.hiyori.example",
                        "TXT k20260401e._domainkey.hiyori.example",
                        "TXT hiyori.example",
                        "TXT _dmarc.hiyori.example",
                        "MX bounce.hiyori.example",
                        "TXT bounce.hiyori.example");
        assertThat(added.records().get(0).strings())
                .hasSizeGreaterThan(1)
                .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(255));
        assertThat(added.records().get(1).value()).startsWith("v=DKIM1; k=ed25519; p=");
        assertThat(Base64.getDecoder().decode(added.records().get(1).value().split("p=")[1]))
                .hasSize(32);
        assertThat(added.records().get(2).value()).isEqualTo("v=spf1 a:smtp.relay.example ~all");
        assertThat(added.records().get(4).value()).isEqualTo("10 kikkake.hiyori.example");
        assertThat(api.all().domains()).containsExactly(api.one("hiyori.example"));
    }

    @Test
    void adding_it_again_leaves_its_keys_alone() {
        List<DnsRecord> records = api.add(wanted("hiyori.example")).records();
        clock.advance(Duration.ofDays(30));

        assertThat(api.add(wanted("hiyori.example")).records()).isEqualTo(records);
    }

    @Test
    void mail_is_signed_for_the_domain_of_its_sender_or_the_nearest_above() {
        api.add(wanted("hiyori.example"));
        api.add(wanted("news.hiyori.example"));

        assertThat(domains.signer("hiyori.example")).get().returns("hiyori.example", MailSigner::domain);
        assertThat(domains.signer("Shop.Hiyori.Example")).get().returns("hiyori.example", MailSigner::domain);
        assertThat(domains.signer("a.news.hiyori.example")).get().returns("news.hiyori.example", MailSigner::domain);
        assertThat(domains.signer("nothiyori.example")).isEmpty();
        assertThat(domains.signer("example")).isEmpty();
    }

    @Test
    void keys_are_rotated_without_a_mail_that_cannot_be_verified() {
        api.add(wanted("hiyori.example"));
        clock.advance(Duration.ofDays(183));

        Domain prepared = api.rotate("hiyori.example", null);
        assertThat(states(prepared)).containsExactly("active", "active", "prepared", "prepared");
        assertThat(prepared.records()).hasSize(8);
        assertThat(signingWith()).containsExactly("k20260401", "k20260401e");
        assertThat(api.rotate("hiyori.example", new Rotation(false)).keys()).isEqualTo(prepared.keys());

        Domain rotated = api.rotate("hiyori.example", new Rotation(true));
        assertThat(states(rotated)).containsExactly("active", "active", "retired", "retired");
        assertThat(signingWith()).containsExactly("k20261001", "k20261001e");
        assertThat(database.jdbc()
                        .sql("select count(*) from sending_domain where state = 'RETIRED' and private_key is not null")
                        .query(Long.class)
                        .single())
                .isZero();

        assertThat(states(api.rotate("hiyori.example", null)))
                .containsExactly("active", "active", "prepared", "prepared");
        assertThatThrownBy(() -> {
                    api.rotate("hiyori.example", new Rotation(true));
                    api.rotate("hiyori.example", new Rotation(true));
                })
                .asInstanceOf(type(Problem.class))
                .returns(409, Problem::status);
    }

    @Test
    void two_rotations_on_one_day_have_names_of_their_own() {
        api.add(wanted("hiyori.example"));
        api.rotate("hiyori.example", null);

        assertThat(api.rotate("hiyori.example", new Rotation(true)).keys())
                .extracting(SendingDomainApi.Key::selector)
                .containsExactlyInAnyOrder("k20260401", "k20260401e", "k20260401-2", "k20260401-2e");
    }

    @Test
    void a_domain_that_was_removed_is_not_signed_for() {
        api.add(wanted("hiyori.example"));
        assertThat(domains.signer("hiyori.example")).isPresent();

        api.remove("hiyori.example");

        assertThat(domains.signer("hiyori.example")).isEmpty();
        assertThatThrownBy(() -> api.one("hiyori.example"))
                .asInstanceOf(type(Problem.class))
                .returns(404, Problem::status);
    }

    @Test
    void what_is_no_domain_is_refused() {
        for (String wrong : List.of("", "example", "a@b.example", "a b.example", "-a.example", "1.2.3.4")) {
            assertThatThrownBy(() -> api.add(wanted(wrong)))
                    .asInstanceOf(type(Problem.class))
                    .returns(422, Problem::status);
        }
        assertThat(api.add(wanted("ひより.example")).domain()).isEqualTo("xn--y9j1bg.example");
    }

    @Test
    void a_key_of_the_settings_comes_before_those_kept_here(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("own.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(KeyMaterial.make(Algorithm.RSA)
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        api.add(wanted("hiyori.example"));
        Settings settings = TestSettings.with(Map.of(
                "kikkake.mail.dkim[0].domain", "Hiyori.example",
                "kikkake.mail.dkim[0].selector", "own",
                "kikkake.mail.dkim[0].key-file", file.toString()));

        assertThat(domains(settings).signer("hiyori.example").orElseThrow().keys())
                .extracting(DomainKey::selector)
                .containsExactly("own");

        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> domains(settings))
                .isInstanceOf(StartupFailed.class)
                .hasMessageContaining("own of Hiyori.example")
                .hasMessageContaining("PEM");
    }

    private SendingDomains domains(Settings settings) {
        return new SendingDomains(database.jdbc(), settings, clock);
    }

    private List<String> signingWith() {
        return domains.signer("hiyori.example").orElseThrow().keys().stream()
                .map(DomainKey::selector)
                .toList();
    }

    private static List<String> states(Domain domain) {
        return domain.keys().stream().map(SendingDomainApi.Key::state).toList();
    }

    @Test
    void who_wants_rsa_alone_gets_it_and_keeps_it_when_rotating() {
        api.add(new Wanted("hiyori.example", List.of("rsa-sha256")));
        api.rotate("hiyori.example", new Rotation(false));

        assertThat(api.rotate("hiyori.example", new Rotation(true)).keys())
                .extracting(key -> key.selector() + " " + key.algorithm() + " " + key.state())
                .containsExactly("k20260401-2 rsa-sha256 active", "k20260401 rsa-sha256 retired");
    }

    @Test
    void an_algorithm_nobody_knows_is_refused_and_nothing_is_made() {
        for (List<String> algorithms :
                List.of(List.of("rsa-sha1"), List.<String>of(), List.of("rsa-sha256", "rsa-sha256"))) {
            assertThatThrownBy(() -> api.add(new Wanted("hiyori.example", algorithms)))
                    .asInstanceOf(type(Problem.class))
                    .extracting(Problem::status)
                    .isEqualTo(422);
        }
        assertThat(domains.names()).isEmpty();
    }

    private static Wanted wanted(String domain) {
        return new Wanted(domain, null);
    }
}
