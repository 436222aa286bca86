package io.kikkake.server.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One kept SMTP connection. The library greets, encrypts and logs in; the dialogue about a letter is led here, so that it is known
 * whether the server can have taken it, and so that a server that allows it (PIPELINING, RFC 2920) is asked only twice.
 */
final class SmtpConnection extends SMTPTransport {

    private final HeldSocket wire;
    private final boolean pipelining;
    private boolean mustReset;
    private int answersDue;
    private Reply.@Nullable Refused refusal;
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
    }

    synchronized Reply send(Letter letter) {
        boolean ended = false;
        refusal = null;
        answersDue = 0;
        try {
            if (mustReset && simpleCommand("RSET") / 100 != 2) {
                return new Reply.Cut("the server closed the connection");
            }
            mustReset = true;
            OutputStream data = open(letter);
            if (data == null) {
                return refusal != null ? refusal : new Reply.Cut("the server closed the connection");
            }
            data.write(letter.mime());
            ended = true;
            finishData();
            mustReset = false;
            return new Reply.Accepted();
        } catch (MessagingException e) {
            return failure(ended, e);
        } catch (IOException | RuntimeException e) {
            return ended ? new Reply.Silence(why(e)) : new Reply.Cut(why(e));
        } finally {
            wire.release();
            usedAt = System.nanoTime();
        }
    }

    /** @return where the letter goes; null where it is not wanted */
    private @Nullable OutputStream open(Letter letter) throws MessagingException {
        String from = "MAIL FROM:<" + letter.from() + ">";
        String to = "RCPT TO:<" + letter.to() + ">";
        if (!pipelining) {
            return agreed(simpleCommand(from)) && agreed(simpleCommand(to)) ? data() : null;
        }
        wire.hold();
        sendCommand(from);
        sendCommand(to);
        wire.release();
        answersDue = 2;
        OutputStream data = data();
        if (refusal != null) {
            // The server waits for a letter to nobody all the same (RFC 2920 section 3.1): it gets an empty one.
            simpleCommand(".");
            return null;
        }
        return data;
    }

    /** Reads the answers to the commands sent ahead first. */
    @Override
    protected int readServerResponse() throws MessagingException {
        while (answersDue > 0) {
            answersDue--;
            if (!agreed(super.readServerResponse()) && refusal == null) {
                break;
            }
        }
        return super.readServerResponse();
    }

    private boolean agreed(int code) {
        if (code / 100 != 2 && refusal == null && code >= 200) {
            refusal = new Reply.Refused(code, getLastServerResponse().strip());
        }
        return code / 100 == 2;
    }

    private Reply failure(boolean ended, MessagingException e) {
        if (refusal != null) {
            return refusal;
        }
        boolean answered = getLastReturnCode() >= 200 && !(e.getNextException() instanceof IOException);
        if (!answered) {
            String why = e.getNextException() == null ? "the server closed the connection" : why(e);
            return ended ? new Reply.Silence(why) : new Reply.Cut(why);
        }
        if (ended && getLastReturnCode() / 100 == 2) {
            mustReset = false;
            return new Reply.Accepted();
        }
        return new Reply.Refused(getLastReturnCode(), getLastServerResponse().strip());
    }

    private static String why(Exception e) {
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
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
