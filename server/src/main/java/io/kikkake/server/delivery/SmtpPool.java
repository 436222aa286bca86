package io.kikkake.server.delivery;

import io.kikkake.server.platform.Settings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections to the mail server open between letters. Whoever sends holds one; how many send at once is the caller's affair.
 */
final class SmtpPool implements AutoCloseable {

    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** RFC 5321 4.5.3.2 asks for five minutes at most steps. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Supplier<MailServer> server;
    private final int perConnection;
    private final Encryption encryption;
    private final ConcurrentLinkedDeque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger open = new AtomicInteger();

    /** @param server asked for with each new connection */
    SmtpPool(Supplier<MailServer> server) {
        this(server, 0);
    }

    /** @param perConnection letters after which a connection is closed; 0: any number */
    SmtpPool(Supplier<MailServer> server, int perConnection) {
        this(server, perConnection, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param trusting knows whom to trust */
    SmtpPool(Supplier<MailServer> server, int perConnection, SSLSocketFactory trusting) {
        this.server = server;
        this.perConnection = perConnection;
        this.encryption = new Encryption(trusting);
    }

    private static Properties properties(MailServer server, Encryption encryption) {
        var properties = new Properties();
        properties.put("mail.smtp.auth", Boolean.toString(server.username() != null));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(server.tls() == Settings.Tls.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(server.tls() == Settings.Tls.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", encryption);
        properties.put("mail.smtp.quitwait", "false");
        // Addresses are written as they are; SMTPUTF8 is asked for where one needs it.
        properties.put("mail.mime.allowutf8", "true");
        if (server.greeting() != null) {
            properties.put("mail.smtp.localhost", server.greeting());
        }
        return properties;
    }

    /** How many connections are open now, in use or not. */
    int open() {
        return open.get();
    }

    /**
     * Sends over a kept connection, or a new one where there is none or the kept one turned out to be dead before it took the
     * letter.
     *
     * @param id of the message, by which the server may name it when it tells of a failure
     */
    Reply send(Letter letter, String id) {
        SmtpConnection kept = idle.pollFirst();
        if (kept != null) {
            Reply reply = kept.send(letter, id);
            if (!wasStale(reply)) {
                giveBack(kept, reply);
                return reply;
            }
            discard(kept);
        }
        try {
            SmtpConnection fresh = connect();
            Reply reply = fresh.send(letter, id);
            giveBack(fresh, reply);
            return reply;
        } catch (AuthenticationFailedException e) {
            return unreachable(
                    "it refused our login: " + e.getMessage() + ". Correct smtp: username and password", true);
        } catch (IOException | MessagingException e) {
            return unreachable(e.getMessage() == null ? e.toString() : e.getMessage(), false);
        }
    }

    /** Connections nobody uses are probably dead as well: what stays open is what really works. */
    private Reply unreachable(String why, boolean ours) {
        quit(Duration.ZERO);
        return new Reply.Unreachable(why, ours);
    }

    private static boolean wasStale(Reply reply) {
        return switch (reply) {
            case Reply.Cut cut -> true;
            case Reply.Refused refused -> refused.closing();
            default -> false;
        };
    }

    private void giveBack(SmtpConnection connection, Reply reply) {
        switch (reply) {
            case Reply.Refused refused when refused.closing() -> discard(connection);
            case Reply.Accepted accepted -> keep(connection);
            case Reply.Refused refused -> keep(connection);
            default -> discard(connection);
        }
    }

    private void keep(SmtpConnection connection) {
        if (perConnection > 0 && connection.letters() >= perConnection) {
            open.decrementAndGet();
            connection.quit();
        } else {
            idle.addFirst(connection);
        }
    }

    private SmtpConnection connect() throws IOException, MessagingException {
        MailServer peer = server.get();
        Session session = Session.getInstance(properties(peer, encryption));
        var account = new URLName("smtp", peer.host(), peer.port(), null, peer.username(), peer.password());
        var plain = new HeldSocket();
        // What lies in a buffer of megabytes is out of our hands although nobody has read it: were the connection cut
        // then,
        // nobody would know what became of the message.
        plain.setSendBufferSize(SEND_BUFFER_BYTES);
        try {
            // Without this the last part of a long letter would wait for the acknowledgement of the one before.
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) ANSWER.toMillis());
            plain.connect(new InetSocketAddress(peer.host(), peer.port()), (int) CONNECT.toMillis());
            Socket socket =
                    peer.tls() == Settings.Tls.TLS ? encryption.encrypt(plain, peer.host(), peer.port()) : plain;
            var connection = new SmtpConnection(session, account, plain, socket);
            open.incrementAndGet();
            return connection;
        } catch (IOException | MessagingException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private void discard(SmtpConnection connection) {
        open.decrementAndGet();
        connection.drop();
    }

    /** Says goodbye on connections nobody used for half a minute: servers count those that are open. */
    void closeIdle() {
        quit(IDLE);
    }

    @Override
    public void close() {
        quit(Duration.ZERO);
    }

    private void quit(Duration unused) {
        List<SmtpConnection> old = new ArrayList<>();
        for (@Nullable SmtpConnection last = idle.peekLast();
                last != null && last.idleNanos() >= unused.toNanos() && idle.remove(last);
                last = idle.peekLast()) {
            old.add(last);
        }
        for (SmtpConnection one : old) {
            open.decrementAndGet();
            one.quit();
        }
    }
}
