package io.kikkake.server.delivery.dkim;

import io.kikkake.server.delivery.dkim.StoredKey.State;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import io.kikkake.server.platform.WritingAgain;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The domains mail is sent from, and what their mails are signed with: keys kept here, and those the settings name. */
@Component
public class SendingDomains {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    /** RSA is told first. */
    private static final Comparator<DomainKey> ORDER = Comparator.comparing(DomainKey::algorithm);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, List<DomainKey>> given;
    private volatile @Nullable Map<String, MailSigner> signers;

    SendingDomains(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.given = given(settings.mail().dkim());
    }

    /** Who signs mail from a domain: it or the nearest above it that has keys, which DMARC takes as the same. */
    public Optional<MailSigner> signer(String domain) {
        Map<String, MailSigner> known = signers();
        String name = domain.toLowerCase(Locale.ROOT);
        while (name.indexOf('.') > 0) {
            MailSigner signer = known.get(name);
            if (signer != null) {
                return Optional.of(signer);
            }
            name = name.substring(name.indexOf('.') + 1);
        }
        return Optional.empty();
    }

    @EventListener(WritingAgain.class)
    void lookAgain() {
        signers = null;
    }

    /** Domains whose keys are kept here. */
    List<String> names() {
        return jdbc.sql("select distinct domain from sending_domain order by domain")
                .query(String.class)
                .list();
    }

    /** Those signed with first, RSA first; empty where the domain has none here. */
    List<StoredKey> keys(String domain) {
        return jdbc.sql("select selector, algorithm, state, public_key, created from sending_domain where domain = ?"
                        + " order by state, algorithm desc, selector")
                .params(domain)
                .query((row, number) -> new StoredKey(
                        row.getString("selector"),
                        Algorithm.valueOf(row.getString("algorithm")),
                        State.valueOf(row.getString("state")),
                        row.getBytes("public_key"),
                        row.getObject("created", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Makes keys for a domain, one for each algorithm, and signs with them from now on; a domain that has some keeps them. */
    void add(String domain, Set<Algorithm> algorithms) {
        if (keys(domain).isEmpty()) {
            make(domain, State.ACTIVE, algorithms);
        }
    }

    /** Makes the next keys of a domain, of the same algorithms; what was made and not used yet stays. Mail is signed as before. */
    public void prepare(String domain) {
        List<StoredKey> known = keys(domain);
        if (known.stream().noneMatch(key -> key.state() == State.PREPARED)) {
            Set<Algorithm> algorithms = known.stream()
                    .filter(key -> key.state() == State.ACTIVE)
                    .map(StoredKey::algorithm)
                    .collect(Collectors.toSet());
            jdbc.sql("delete from sending_domain where domain = ? and state = 'RETIRED'")
                    .params(domain)
                    .update();
            make(domain, State.PREPARED, algorithms);
        }
    }

    /** Signs with the prepared keys from now on. @return false where there are none */
    public boolean rotate(String domain) {
        if (keys(domain).stream().noneMatch(key -> key.state() == State.PREPARED)) {
            return false;
        }
        jdbc.sql("update sending_domain set state = case state when 'PREPARED' then 'ACTIVE' else 'RETIRED' end,"
                        + " private_key = case state when 'PREPARED' then private_key end where domain = ?")
                .params(domain)
                .update();
        signers = null;
        return true;
    }

    /** @return false where the domain has no keys here */
    public boolean remove(String domain) {
        boolean removed = jdbc.sql("delete from sending_domain where domain = ?")
                        .params(domain)
                        .update()
                > 0;
        signers = null;
        return removed;
    }

    private void make(String domain, State state, Set<Algorithm> algorithms) {
        Instant now = clock.instant();
        String base = "k" + DAY.format(now.atOffset(ZoneOffset.UTC));
        List<String> taken = keys(domain).stream().map(StoredKey::selector).toList();
        for (int n = 2; taken.contains(base); n++) {
            base = "k" + DAY.format(now.atOffset(ZoneOffset.UTC)) + "-" + n;
        }
        for (Algorithm algorithm : algorithms) {
            KeyPair pair = KeyMaterial.make(algorithm);
            jdbc.sql("insert into sending_domain (domain, selector, algorithm, state, private_key, public_key, created)"
                            + " values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            domain,
                            algorithm == Algorithm.RSA ? base : base + "e",
                            algorithm.name(),
                            state.name(),
                            pair.getPrivate().getEncoded(),
                            KeyMaterial.published(pair),
                            now.atOffset(ZoneOffset.UTC))
                    .update();
        }
        signers = null;
    }

    private Map<String, MailSigner> signers() {
        Map<String, MailSigner> known = signers;
        if (known == null) {
            known = load();
            signers = known;
        }
        return known;
    }

    /** What the settings name comes before what is kept here. */
    private Map<String, MailSigner> load() {
        var keys = new TreeMap<String, List<DomainKey>>();
        jdbc.sql("select domain, selector, private_key from sending_domain where state = 'ACTIVE'")
                .query(row -> {
                    keys.computeIfAbsent(row.getString("domain"), domain -> new ArrayList<>())
                            .add(new DomainKey(
                                    row.getString("selector"), KeyMaterial.pkcs8(row.getBytes("private_key"))));
                });
        keys.putAll(given);
        var loaded = new HashMap<String, MailSigner>();
        keys.forEach((domain, own) -> loaded.put(
                domain, new MailSigner(domain, own.stream().sorted(ORDER).toList())));
        return Map.copyOf(loaded);
    }

    private static Map<String, List<DomainKey>> given(List<Settings.Dkim> named) {
        var keys = new HashMap<String, List<DomainKey>>();
        for (Settings.Dkim one : named) {
            keys.computeIfAbsent(one.domain().toLowerCase(Locale.ROOT), domain -> new ArrayList<>())
                    .add(given(one));
        }
        return keys;
    }

    private static DomainKey given(Settings.Dkim named) {
        String where = "The DKIM key " + named.selector() + " of " + named.domain() + " in the settings (mail: dkim:)";
        try {
            String pem = named.keyFile() != null ? Files.readString(named.keyFile()) : String.valueOf(named.key());
            return new DomainKey(named.selector(), KeyMaterial.read(pem));
        } catch (IOException e) {
            throw new StartupFailed(where + " cannot be read from " + named.keyFile() + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new StartupFailed(where + " cannot be used: " + e.getMessage() + ".");
        }
    }
}
