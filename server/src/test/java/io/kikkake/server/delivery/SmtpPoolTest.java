package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.platform.Settings.Tls;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Against a mail server of somebody else's making, encrypted and with logins. */
class SmtpPoolTest {

    private static final Letter LETTER = new Letter(
            "shop@hiyori.example",
            "hanako@example.jp",
            ("Subject: x\r\n\r\n=2Eleading dot\r\n" + "long ".repeat(20_000) + "\r\n").getBytes(UTF_8));

    @TempDir
    static Path directory;

    private static SSLContext tls;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private SMTPServer server = builder().build();

    @BeforeAll
    static void certificate() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = new FileInputStream(store.toFile())) {
            keys.load(in, "secret".toCharArray());
        }
        var identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, "secret".toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("mail", (X509Certificate) keys.getCertificate("mail"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        tls = SSLContext.getInstance("TLS");
        tls.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void it_sends_in_the_clear_where_that_is_asked_for() {
        start(builder());

        assertThat(send("localhost", null, Tls.NONE)).isInstanceOf(Reply.Accepted.class);
        assertThat(received).containsExactly(new String(LETTER.mime(), UTF_8));
    }

    @Test
    void it_logs_in_after_turning_encryption_on() {
        start(builder()
                .startTlsSocketFactory(tls)
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("kikkake") || !password.equals("right")) {
                        throw new LoginFailedException("no");
                    }
                })));

        assertThat(send("localhost", "right", Tls.STARTTLS)).isInstanceOf(Reply.Accepted.class);
        assertThat(received).containsExactly(new String(LETTER.mime(), UTF_8));
        assertThat(send("localhost", "wrong", Tls.STARTTLS))
                .isInstanceOfSatisfying(
                        Reply.Unreachable.class,
                        reply -> assertThat(reply.why()).contains("refused our login"));
    }

    @Test
    void it_encrypts_from_the_first_byte_where_the_server_wants_it() {
        start(builder().serverSocketFactory(tls));

        assertThat(send("localhost", null, Tls.TLS)).isInstanceOf(Reply.Accepted.class);
        assertThat(received).containsExactly(new String(LETTER.mime(), UTF_8));
    }

    @Test
    void it_does_not_send_in_the_clear_to_a_server_without_encryption() {
        start(builder());

        assertThat(send("localhost", null, Tls.STARTTLS)).isInstanceOf(Reply.Unreachable.class);
        assertThat(received).isEmpty();
    }

    @Test
    void it_does_not_trust_a_certificate_for_another_name() {
        start(builder().serverSocketFactory(tls));
        assertThat(send("127.0.0.1", null, Tls.TLS)).isInstanceOf(Reply.Unreachable.class);
        server.stop();
        start(builder().startTlsSocketFactory(tls));
        assertThat(send("127.0.0.1", null, Tls.STARTTLS)).isInstanceOf(Reply.Unreachable.class);

        assertThat(received).isEmpty();
    }

    private SMTPServer.Builder builder() {
        BasicMessageListener listener = (context, from, to, data) -> received.add(new String(data, UTF_8));
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .messageHandler(listener);
    }

    private void start(SMTPServer.Builder builder) {
        server = builder.build();
        server.start();
    }

    private Reply send(String host, @org.jspecify.annotations.Nullable String password, Tls encryption) {
        var mail = new MailServer(
                host,
                server.getPortAllocated(),
                password == null ? null : "kikkake",
                password,
                encryption,
                "localhost");
        try (var pool = new SmtpPool(() -> mail, 0, tls.getSocketFactory())) {
            return pool.send(LETTER, "m1");
        }
    }
}
