package io.kikkake.server.platform;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set from outside, by {@code kikkake.yaml} ({@code smtp: {host: …}}) or environment ({@code KIKKAKE_SMTP_HOST}).
 *
 * @param data directory of everything kept: the embedded database, the command line's token
 * @param publicUrl without a slash at the end; what links in mails begin with
 * @param demo whether the demo shop, the demo scenarios and the fast clock are there
 * @param workspace name shown in the UI
 */
@ConfigurationProperties("kikkake")
public record Settings(
        @DefaultValue("data") Path data,
        @DefaultValue("8080") int port,
        @Nullable String publicUrl,
        @DefaultValue("Asia/Tokyo") ZoneId timeZone,
        @DefaultValue("false") boolean demo,
        @DefaultValue("Kikkake") String workspace,
        @DefaultValue Database database,
        @DefaultValue Smtp smtp,
        @DefaultValue Mailbox mailbox,
        @DefaultValue Sender sender,
        @DefaultValue Webhook webhook,
        @DefaultValue Consent consent,
        @DefaultValue List<Representative> representatives) {

    /** @param url JDBC URL of a PostgreSQL 15 or newer; absent: embedded */
    public record Database(
            @Nullable String url,
            @DefaultValue("kikkake") String user,
            @DefaultValue("") String password) {}

    /**
     * Where mail leaves.
     *
     * @param host absent: no mail leaves this machine, it lands in the dev mailbox
     * @param tls none, starttls (refused if the server has none) or tls
     * @param connections kept open at most, 1–200
     * @param rate messages a second at most; 0: as many as the connections take
     */
    public record Smtp(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("starttls") Tls tls,
            @DefaultValue("16") int connections,
            @DefaultValue("0") int rate) {}

    public enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    /** @param port where the dev mailbox listens for SMTP; 0 takes a free one */
    public record Mailbox(@DefaultValue("0") int port) {}

    /**
     * Who sends, as every advertising mail in Japan must show it (特定電子メール法 第4条): templates say {@code {{ sender.name }}}.
     *
     * @param address postal
     * @param contact where complaints go: telephone, e-mail address or URL
     */
    public record Sender(
            @DefaultValue("") String name,
            @DefaultValue("") String address,
            @DefaultValue("") String contact) {

        public boolean complete() {
            return !name.isBlank() && !address.isBlank() && !contact.isBlank();
        }
    }

    /**
     * What customers agree to.
     *
     * @param from address of mails that ask to confirm a subscription; absent: the sender's contact where it is an e-mail
     *     address, else the standard representative's
     * @param keptDays how long the ledger keeps what was said before a refusal, and the refusal; at least 31
     * @param senderDisplay whether a scenario with advertising is published only if its mails show what the law wants
     */
    public record Consent(
            @Nullable String from,
            @DefaultValue("1096") int keptDays,
            @DefaultValue("true") boolean senderDisplay) {}

    /** @param secret with which calls to webhooks are signed; empty: they are not */
    public record Webhook(@DefaultValue("") String secret) {}

    /**
     * A person of the company in whose name mail goes out.
     *
     * @param standard who steps in where a customer has no owner
     */
    public record Representative(
            String email,
            String name,
            @DefaultValue("") String title,
            @DefaultValue("") String phone,
            @DefaultValue("false") boolean standard) {}

    public String baseUrl() {
        return publicUrl == null || publicUrl.isBlank() ? "http://localhost:" + port : publicUrl.replaceAll("/+$", "");
    }
}
