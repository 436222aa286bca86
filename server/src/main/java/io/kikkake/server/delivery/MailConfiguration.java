package io.kikkake.server.delivery;

import io.kikkake.server.channel.Channel;
import io.kikkake.server.delivery.dkim.SendingDomains;
import io.kikkake.server.mailbox.DevMailbox;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets mail up: to the server that is configured, else to the dev mailbox. */
@Configuration
class MailConfiguration {

    @Bean(destroyMethod = "")
    Channel mailChannel(Settings settings, Verp verp, SendingDomains domains, ObjectProvider<DevMailbox> mailbox) {
        return new MailChannel(
                new LetterWriter(settings.timeZone(), verp::sender, domains::signer),
                new SmtpPool(() -> server(settings, mailbox)),
                Math.clamp(settings.smtp().connections(), 1, 200),
                Math.max(0, settings.smtp().rate()));
    }

    /** The dev mailbox has its port once it listens. */
    private static MailServer server(Settings settings, ObjectProvider<DevMailbox> mailbox) {
        DevMailbox local = mailbox.getIfAvailable();
        if (local != null) {
            return MailServer.local(local.port());
        }
        Settings.Smtp smtp = settings.smtp();
        String host = URI.create(settings.baseUrl()).getHost();
        boolean named = host != null && !host.equals("localhost");
        return new MailServer(
                String.valueOf(smtp.host()),
                smtp.port(),
                smtp.username(),
                smtp.password(),
                smtp.tls(),
                named ? host : null);
    }
}
