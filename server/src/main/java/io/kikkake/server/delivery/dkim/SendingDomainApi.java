package io.kikkake.server.delivery.dkim;

import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.Settings;
import java.net.IDN;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The domains mail is sent from: their keys, and what to publish in DNS for them. Private keys are never told. */
@RestController
@RequestMapping("/api/sending-domains")
class SendingDomainApi {

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*");

    /** @param algorithms to sign with, as signatures name them; absent: all that are known */
    record Wanted(@Nullable String domain, @Nullable List<String> algorithms) {}

    /** @param activate true: sign with the prepared keys now; otherwise they are prepared and shown */
    record Rotation(boolean activate) {}

    record Key(String selector, String algorithm, String state, Instant created) {}

    record Domain(String domain, List<Key> keys, List<DnsRecord> records) {}

    record All(List<Domain> domains) {}

    private final SendingDomains domains;
    private final Settings settings;

    SendingDomainApi(SendingDomains domains, Settings settings) {
        this.domains = domains;
        this.settings = settings;
    }

    @GetMapping
    All all() {
        return new All(domains.names().stream().map(this::shown).toList());
    }

    @GetMapping("/{domain}")
    Domain one(@PathVariable String domain) {
        return shown(known(domain));
    }

    /** A domain that has keys keeps them. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Domain add(@RequestBody Wanted wanted) {
        String name = ascii(wanted.domain() == null ? "" : wanted.domain());
        if (!DOMAIN.matcher(name).matches()) {
            String why = "\"domain\" is the domain of sender addresses, such as shop.example.jp.";
            throw new Problem(422, "Not added", why, List.of(new Fault("/domain", why, null)));
        }
        domains.add(name, algorithms(wanted.algorithms()));
        return shown(name);
    }

    private static Set<Algorithm> algorithms(@Nullable List<String> tags) {
        if (tags == null) {
            return EnumSet.allOf(Algorithm.class);
        }
        var algorithms = EnumSet.noneOf(Algorithm.class);
        tags.forEach(tag -> Algorithm.of(String.valueOf(tag)).ifPresent(algorithms::add));
        if (algorithms.isEmpty() || algorithms.size() < tags.size()) {
            String why = "\"algorithms\" are rsa-sha256, ed25519-sha256 or both, each once.";
            throw new Problem(422, "Not added", why, List.of(new Fault("/algorithms", why, null)));
        }
        return algorithms;
    }

    @PostMapping("/{domain}/rotate")
    Domain rotate(@PathVariable String domain, @RequestBody(required = false) @Nullable Rotation rotation) {
        String name = known(domain);
        if (rotation == null || !rotation.activate()) {
            domains.prepare(name);
        } else if (!domains.rotate(name)) {
            throw new Problem(
                    409,
                    "Nothing to rotate to",
                    "No next keys are prepared: rotate without \"activate\" first, publish what is shown, then"
                            + " activate.");
        }
        return shown(name);
    }

    @DeleteMapping("/{domain}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String domain) {
        domains.remove(known(domain));
    }

    private String known(String domain) {
        String name = ascii(domain);
        if (domains.keys(name).isEmpty()) {
            throw Problem.notFound("The sending domain " + domain);
        }
        return name;
    }

    private Domain shown(String domain) {
        List<StoredKey> keys = domains.keys(domain);
        var records = new ArrayList<DnsRecord>();
        keys.forEach(key -> records.add(DnsRecord.key(domain, key)));
        String bounce = settings.mail().bounceDomain();
        records.addAll(DnsRecord.aroundKeys(
                domain,
                settings.smtp().host(),
                bounce == null || bounce.isBlank() ? null : bounce.strip(),
                URI.create(settings.baseUrl()).getHost()));
        return new Domain(
                domain,
                keys.stream()
                        .map(key -> new Key(
                                key.selector(),
                                key.algorithm().tag(),
                                key.state().name().toLowerCase(Locale.ROOT),
                                key.created()))
                        .toList(),
                records);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
