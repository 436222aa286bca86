package io.kikkake.server.delivery;

import io.kikkake.server.channel.Channel;
import io.kikkake.server.delivery.dkim.SendingDomains;
import io.kikkake.server.mailbox.DevMailbox;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.Settings.SmtpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets mail up: to the servers that are configured, else to the dev mailbox. */
@Configuration
class MailConfiguration {

    @Bean(destroyMethod = "")
    Channel mailChannel(
            Settings settings, Verp verp, SendingDomains domains, Relays relays, Houses houses, Clock clock) {
        var writer = new LetterWriter(settings.timeZone(), verp::sender, domains::signer);
        return new MailChannel(writer, relays, houses, clock);
    }

    @Bean
    Houses houses(Settings settings, WarmUps warmUps) {
        return new Houses(settings.smtp().domains(), warmUps, settings.timeZone());
    }

    @Bean(destroyMethod = "")
    Relays relays(Settings settings, ObjectProvider<DevMailbox> mailbox, MeterRegistry meters) {
        DevMailbox local = mailbox.getIfAvailable();
        List<Relay> all = local != null
                ? List.of(relay(mailboxServer(settings), () -> MailServer.local(local.port())))
                : relays(settings);
        all.forEach(relay -> measure(relay, meters));
        return new Relays(all);
    }

    private static List<Relay> relays(Settings settings) {
        Settings.Smtp smtp = settings.smtp();
        List<SmtpServer> servers = smtp.servers().isEmpty() ? List.of(only(smtp)) : smtp.servers();
        var names = new HashSet<String>();
        var relays = new ArrayList<Relay>();
        for (SmtpServer server : servers) {
            if (!names.add(name(server))) {
                throw new IllegalArgumentException(
                        "smtp: servers: two are called " + name(server) + ". Give each a name of its own.");
            }
            var peer = new MailServer(
                    server.host(),
                    server.port(),
                    server.username(),
                    server.password(),
                    server.tls(),
                    greeting(settings));
            relays.add(relay(server, () -> peer));
        }
        return relays;
    }

    /** The single server is the list's shorthand. */
    private static SmtpServer only(Settings.Smtp smtp) {
        return new SmtpServer(
                null,
                String.valueOf(smtp.host()),
                smtp.port(),
                smtp.username(),
                smtp.password(),
                smtp.tls(),
                1,
                smtp.connections(),
                smtp.rate(),
                smtp.perConnection());
    }

    /** The dev mailbox has its port once it listens. */
    private static SmtpServer mailboxServer(Settings settings) {
        Settings.Smtp smtp = settings.smtp();
        return new SmtpServer(
                "mailbox", "127.0.0.1", 0, null, null, Settings.Tls.NONE, 1, smtp.connections(), smtp.rate(), 0);
    }

    private static Relay relay(SmtpServer server, Supplier<MailServer> peer) {
        var terms = new Relay.Terms(
                name(server),
                Math.clamp(server.weight(), 1, 1000),
                Math.clamp(server.connections(), 1, 200),
                Math.max(0, server.rate()));
        return new Relay(terms, peer, new SmtpPool(peer, Math.max(0, server.perConnection())), System::nanoTime);
    }

    private static String name(SmtpServer server) {
        return server.name() == null || server.name().isBlank() ? server.host() : server.name();
    }

    private static @Nullable String greeting(Settings settings) {
        String host = URI.create(settings.baseUrl()).getHost();
        return host != null && !host.equals("localhost") ? host : null;
    }

    private static void measure(Relay relay, MeterRegistry meters) {
        Gauge.builder("kikkake.mail.server.up", relay, one -> one.isLeftAlone() ? 0 : 1)
                .description("Whether the mail server works: 1; left alone: 0")
                .tag("server", relay.name())
                .register(meters);
        Gauge.builder(
                        "kikkake.mail.server.connections",
                        relay,
                        one -> one.pool().open())
                .description("Connections open to the mail server")
                .tag("server", relay.name())
                .register(meters);
        for (Relay.Kind kind : Relay.Kind.values()) {
            FunctionCounter.builder("kikkake.mail.server.letters", relay, one -> one.count(kind))
                    .description("Letters given to the mail server, by what it did with them")
                    .tag("server", relay.name())
                    .tag("answer", kind.word())
                    .register(meters);
        }
    }
}
