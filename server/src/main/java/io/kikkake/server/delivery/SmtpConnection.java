package io.kikkake.server.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One kept SMTP connection. The library greets, encrypts and logs in; the dialogue about a letter is led here, so that it is known
 * to the byte whether the server can have taken it.
 */
final class SmtpConnection extends SMTPTransport {

    private final Socket socket;
    private boolean mustReset;
    private long usedAt = System.nanoTime();

    /** @param socket connected, and encrypted where the server wants TLS from the first byte */
    SmtpConnection(Session session, URLName account, Socket socket) throws MessagingException {
        super(session, account);
        this.socket = socket;
        connect(socket);
    }

    synchronized Reply send(Letter letter) {
        boolean ended = false;
        try {
            if (mustReset && simpleCommand("RSET") / 100 != 2) {
                return cut();
            }
            mustReset = true;
            if (simpleCommand("MAIL FROM:<" + letter.from() + ">") / 100 != 2
                    || simpleCommand("RCPT TO:<" + letter.to() + ">") / 100 != 2) {
                return answered() ? refused() : cut();
            }
            try {
                OutputStream data = data();
                data.write(letter.mime());
                ended = true;
                finishData();
            } catch (MessagingException e) {
                return afterData(ended, e);
            }
            mustReset = false;
            return new Reply.Accepted();
        } catch (MessagingException | IOException e) {
            return ended ? new Reply.Silence(why(e)) : new Reply.Cut(why(e));
        } finally {
            usedAt = System.nanoTime();
        }
    }

    private Reply afterData(boolean ended, MessagingException e) {
        if (e.getNextException() instanceof IOException || !answered()) {
            String why = answered() ? why(e) : "the server closed the connection";
            return ended ? new Reply.Silence(why) : new Reply.Cut(why);
        }
        if (ended && getLastReturnCode() / 100 == 2) {
            mustReset = false;
            return new Reply.Accepted();
        }
        return refused();
    }

    private boolean answered() {
        return getLastReturnCode() >= 200;
    }

    private Reply refused() {
        return new Reply.Refused(getLastReturnCode(), getLastServerResponse().strip());
    }

    private Reply cut() {
        return new Reply.Cut("the server closed the connection");
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
            socket.close();
        } catch (IOException e) {
            // Closed is what it was to be.
        }
    }
}
