package io.kikkake.server.delivery;

import io.kikkake.server.delivery.Reply.Stage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One kept SMTP connection. The library greets, encrypts and logs in; the dialogue about a letter is led here, so that it is known
 * whether the server can have taken it, and so that a server that allows it (PIPELINING, RFC 2920) is asked only twice.
 */
final class SmtpConnection extends SMTPTransport {

    private static final Pattern CONTINUED = Pattern.compile("\\R\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3} ?)?");
    private static final byte[] END = {'.', '\r', '\n'};

    private final HeldSocket wire;
    private final boolean pipelining;
    private final Extensions extensions;
    private boolean mustReset;
    private int letters;
    private long usedAt = System.nanoTime();

    /**
     * @param wire connected
     * @param socket the same, or what encrypts it where the server wants TLS from the first byte
     */
    SmtpConnection(Session session, URLName account, HeldSocket wire, Socket socket) throws MessagingException {
        super(session, account);
        this.wire = wire;
        connect(socket);
        pipelining = supportsExtension("PIPELINING");
        extensions = new Extensions(
                supportsExtension("SIZE"),
                getExtensionParameter("SIZE"),
                supportsExtension("8BITMIME"),
                supportsExtension("SMTPUTF8"),
                supportsExtension("DSN"));
    }

    synchronized Reply send(Letter letter, String id) {
        boolean ended = false;
        Reply unfit = extensions.unfit(letter);
        if (unfit != null) {
            return unfit;
        }
        letters++;
        try {
            if (mustReset && simpleCommand("RSET") / 100 != 2) {
                return cut();
            }
            mustReset = true;
            Reply refusal = announce(letter, id);
            if (refusal != null) {
                return refusal;
            }
            // In one piece with its end, which comes last: where writing fails, the end is not out, and nothing was
            // taken.
            OutputStream peer = wire.toPeer();
            letter.written().writeTo(peer, END);
            ended = true;
            peer.flush();
            return verdict(readServerResponse());
        } catch (MessagingException | IOException | RuntimeException e) {
            return ended ? new Reply.Silence(why(e)) : new Reply.Cut(why(e));
        } finally {
            wire.release();
            usedAt = System.nanoTime();
        }
    }

    /** Names sender and recipient. @return null where the server now waits for the letter */
    private @Nullable Reply announce(Letter letter, String id) throws MessagingException {
        String from = "MAIL FROM:<" + letter.from() + ">" + extensions.ofSender(letter, id);
        String to = "RCPT TO:<" + letter.to() + ">" + extensions.ofRecipient(letter);
        if (!pipelining) {
            Reply refusal = refusal(simpleCommand(from), 2, Stage.SENDER);
            refusal = refusal == null ? refusal(simpleCommand(to), 2, Stage.RECIPIENT) : refusal;
            return refusal == null ? refusal(simpleCommand("DATA"), 3, Stage.CONTENT) : refusal;
        }
        wire.hold();
        sendCommand(from);
        sendCommand(to);
        wire.release();
        sendCommand("DATA");
        Reply sender = refusal(readServerResponse(), 2, Stage.SENDER);
        Reply recipient = refusal(readServerResponse(), 2, Stage.RECIPIENT);
        Reply data = refusal(readServerResponse(), 3, Stage.CONTENT);
        if (data == null && (sender != null || recipient != null)) {
            // The server waits for a letter to nobody all the same (RFC 2920 section 3.1): it gets an empty one.
            simpleCommand(".");
        }
        return sender != null ? sender : recipient != null ? recipient : data;
    }

    private @Nullable Reply refusal(int code, int wanted, Stage stage) {
        if (code < 200) {
            return cut();
        }
        return code / 100 == wanted ? null : new Reply.Refused(code, words(), stage);
    }

    private Reply verdict(int code) {
        if (code < 200) {
            return new Reply.Silence("the server closed the connection");
        }
        if (code / 100 == 2) {
            mustReset = false;
            return new Reply.Accepted(words());
        }
        return new Reply.Refused(code, words(), Stage.CONTENT);
    }

    /** What the server said, its lines joined to one and what each of them repeats left out. */
    private String words() {
        return CONTINUED.matcher(getLastServerResponse().strip()).replaceAll(" ");
    }

    private static Reply cut() {
        return new Reply.Cut("the server closed the connection");
    }

    private static String why(Exception e) {
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** How many letters it was given. */
    int letters() {
        return letters;
    }

    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    /** Says goodbye. */
    void quit() {
        try {
            close();
        } catch (MessagingException e) {
            drop();
        }
    }

    /** Closes without a word. */
    void drop() {
        try {
            wire.close();
        } catch (IOException e) {
            // Closed is what it was to be.
        }
    }
}
