package io.kikkake.server.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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
 * @param plugins directory of jars that bring channels; absent: {@code plugins} below {@code data}
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
        @DefaultValue Mail mail,
        @DefaultValue Mailbox mailbox,
        @DefaultValue Feedback feedback,
        @DefaultValue Sender sender,
        @DefaultValue Webhook webhook,
        @DefaultValue Tracking tracking,
        @DefaultValue Consent consent,
        @DefaultValue List<Representative> representatives,
        @Nullable Path plugins,
        @DefaultValue Line line,
        @DefaultValue Sms sms,
        @DefaultValue Hook hook) {

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
     * @param perConnection messages after which a connection is closed and a new one opened; 0: any number
     * @param servers several servers in place of the one named by host
     * @param domains what recipients' houses bear; {@code *} stands for each that is not named
     * @param patience how long a transactional message that is put off is tried
     * @param marketingPatience how long a marketing message is
     */
    public record Smtp(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("starttls") Tls tls,
            @DefaultValue("16") int connections,
            @DefaultValue("0") int rate,
            @DefaultValue("500") int perConnection,
            @DefaultValue List<SmtpServer> servers,
            @DefaultValue List<MailDomain> domains,
            @DefaultValue("3d") Duration patience,
            @DefaultValue("1d") Duration marketingPatience) {

        /** Whether mail leaves the house. */
        public boolean leaves() {
            return !servers.isEmpty() || (host != null && !host.isBlank());
        }
    }

    /**
     * One of several mail servers.
     *
     * @param name as the API and the metrics show it; absent: its host
     * @param weight its share of the mail, compared with the others'
     */
    public record SmtpServer(
            @Nullable String name,
            String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("starttls") Tls tls,
            @DefaultValue("1") int weight,
            @DefaultValue("16") int connections,
            @DefaultValue("0") int rate,
            @DefaultValue("500") int perConnection) {}

    /**
     * How much a recipient's house is sent.
     *
     * @param rate messages a second at most; 0: any number
     * @param connections messages at once at most; 0: any number
     */
    public record MailDomain(
            String domain,
            @DefaultValue("0") double rate,
            @DefaultValue("0") int connections,
            @Nullable WarmUp warmUp) {}

    /**
     * A new sender makes itself known slowly.
     *
     * @param from the first day, ISO-8601
     * @param perDay messages on each day from then on; after the last as many as otherwise
     */
    public record WarmUp(String from, List<Integer> perDay) {}

    public enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * How mails are written and signed.
     *
     * @param bounceDomain to which what cannot be delivered comes back; absent: to the sender
     * @param dkim keys kept outside the database
     */
    public record Mail(
            @Nullable String bounceDomain, @DefaultValue List<Dkim> dkim) {}

    /**
     * A key with which mails from a domain and the domains below it are signed (RFC 6376).
     *
     * @param key an RSA or Ed25519 key in PEM ({@code BEGIN PRIVATE KEY} or {@code BEGIN RSA PRIVATE KEY})
     * @param keyFile or else the file that holds it
     */
    public record Dkim(
            String domain,
            String selector,
            @Nullable String key,
            @Nullable Path keyFile) {}

    /**
     * What comes back.
     *
     * @param smtpPort where bounces and answers are taken in by SMTP; absent: nowhere, 0 takes a free one
     * @param domains for which mail is taken in besides the bounce domain
     * @param soft how many times within 30 days, without anything arriving, make an address one that gets no mail
     * @param softDays for how long it then gets none
     * @param imap a mailbox that is read each minute; absent: none
     */
    public record Feedback(
            @Nullable Integer smtpPort,
            @DefaultValue List<String> domains,
            @DefaultValue("5") int soft,
            @DefaultValue("30") int softDays,
            @DefaultValue Hooks hooks,
            @Nullable Imap imap) {}

    /**
     * A mailbox bounces and answers arrive in. What is read there is marked so.
     *
     * @param port absent: the usual one, 993 with TLS from the first byte and 143 otherwise
     * @param tls tls, starttls (refused if the server has none) or none, only where nobody listens, such as on the same machine
     * @param ca a file with the certificates, in PEM, of who vouches for the server; absent: those known everywhere
     * @param moveTo the folder what was read is moved to; absent: it is left where it is
     */
    public record Imap(
            String host,
            @Nullable Integer port,
            @DefaultValue("tls") Tls tls,
            String username,
            String password,
            @DefaultValue("INBOX") String folder,
            @Nullable Path ca,
            @Nullable String moveTo) {

        public int portOrUsual() {
            return port != null ? port : tls == Tls.TLS ? 993 : 143;
        }

        @Override
        public String toString() {
            return username + "@" + host + ":" + portOrUsual() + "/" + folder;
        }
    }

    /**
     * Providers that call us; each is closed until what it is known by is set.
     *
     * @param sesTopics ARNs of the SNS topics that are ours
     * @param sendgridKey the public key of the signed event webhook, base64
     * @param mailgunKey the webhook signing key
     * @param postmarkSecret the password of the URL's basic authentication
     */
    public record Hooks(
            @DefaultValue List<String> sesTopics,
            @Nullable String sendgridKey,
            @Nullable String mailgunKey,
            @Nullable String postmarkSecret) {}

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

    /**
     * How it is noticed that mails are opened and links clicked.
     *
     * @param domains of the shop, those below them included: only links there get UTM parameters and lead visits back to the mail;
     *     the public URL's own host is always one
     * @param trap whether marketing mails have a link that nobody sees, which gives away programs that follow every link
     */
    public record Tracking(
            @DefaultValue List<String> domains,
            @DefaultValue("true") boolean trap) {}

    /** @param secret with which calls to webhooks are signed; empty: they are not */
    public record Webhook(@DefaultValue("") String secret) {}

    /**
     * The shop's official account at LINE.
     *
     * @param token channel access token; empty: nothing is sent by LINE
     * @param secret channel secret, which signs what LINE tells us; empty: nothing is believed
     * @param linkPage the shop's page where a customer signs in to be linked; gets {@code linkToken} as a parameter
     * @param rate messages a second at most; LINE takes 2,000
     * @param timeout how long LINE is waited for
     */
    public record Line(
            @DefaultValue("") String token,
            @DefaultValue("") String secret,
            @DefaultValue("https://api.line.me") URI api,
            @Nullable URI linkPage,
            @DefaultValue("32") int connections,
            @DefaultValue("1000") int rate,
            @DefaultValue("10s") Duration timeout) {}

    /**
     * How a provider of SMS is called.
     *
     * @param url absent: nothing is sent by SMS
     * @param body with {@code {{to}}}, {@code {{text}}} and {@code {{id}}}, written as the header Content-Type asks for
     * @param referencePath dotted path within the JSON answer of what the provider calls the message
     * @param retryOn answers, as {@code 429} or {@code 5xx}, that say it was not taken and may be later
     * @param neverOn answers that say it never will be; other 4xx say so too
     * @param region whose numbers may be written without a country code
     * @param segments the longest message
     * @param rate messages a second at most; 0: as many as the connections take
     */
    public record Sms(
            @Nullable URI url,
            @DefaultValue("POST") String method,
            @DefaultValue Map<String, String> headers,

            @DefaultValue("{\"to\":\"{{to}}\",\"text\":\"{{text}}\",\"id\":\"{{id}}\"}")
            String body,

            @DefaultValue Taken accepted,
            @DefaultValue("") String referencePath,
            @DefaultValue({"429", "503"}) List<String> retryOn,
            @DefaultValue("400") List<String> neverOn,
            @DefaultValue("JP") String region,
            @DefaultValue("10") int segments,
            @DefaultValue("8") int connections,
            @DefaultValue("10") int rate,
            @DefaultValue("10s") Duration timeout) {

        /**
         * By what an answer says that the message was taken.
         *
         * @param path dotted, within the JSON answer: what must be there; empty: the status says enough
         * @param value what must stand there; empty: anything
         */
        public record Taken(
                @DefaultValue("2xx") String status,
                @DefaultValue("") String path,
                @DefaultValue("") String value) {}
    }

    /**
     * Messages to programs.
     *
     * @param url where those go that name no URL of their own
     * @param privateNetworks whether addresses of this machine and of private networks may be called
     */
    public record Hook(
            @DefaultValue("") String url,
            @DefaultValue("false") boolean privateNetworks,
            @DefaultValue("16") int connections,
            @DefaultValue("10s") Duration timeout) {}

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
