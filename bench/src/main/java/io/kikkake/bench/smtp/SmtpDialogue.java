package io.kikkake.bench.smtp;

import io.kikkake.bench.smtp.Script.Conduct;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The server's side of one SMTP session (RFC 5321, PIPELINING per RFC 2920), apart from any socket. Commands and headers
 * are read by line; the body is only searched for its end.
 */
@SuppressWarnings("ByteBufferBackingArray") // its buffers come from ByteBuffer.allocate
final class SmtpDialogue {
    private enum State {
        COMMAND,
        HEADER,
        BODY,
        SLOW,
        HUNG,
        OVER
    }

    private static final int SECONDS_HUNG = 3;
    private static final int LONGEST_ANSWER = 256;
    private static final byte[] MESSAGE_ID = "message-id:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = ascii("250 2.0.0 OK\r\n");
    private static final byte[] GREETING = ascii("220 sink.bench.example ESMTP\r\n");
    private static final byte[] HELLO = ascii(String.join(
            "\r\n",
            "250-sink.bench.example",
            "250-PIPELINING",
            "250-8BITMIME",
            "250-SMTPUTF8",
            "250-ENHANCEDSTATUSCODES",
            "250 SIZE 50000000",
            ""));
    private static final byte[] GO_AHEAD = ascii("354 End with a dot\r\n");
    private static final byte[] CLOSING = ascii("421 4.3.2 Shutting down for a moment\r\n");
    private static final byte[] LATER = ascii("451 4.3.0 Try again later\r\n");
    private static final byte[] NOBODY = ascii("550 5.1.1 No such user\r\n");
    private static final byte[] BYE = ascii("221 2.0.0 Bye\r\n");
    private static final byte[] OUT_OF_ORDER = ascii("503 5.5.1 Bad sequence of commands\r\n");
    private static final byte[] NOT_KNOWN = ascii("500 5.5.2 Command not recognised\r\n");

    private final MailListener listener;
    private final Script script;
    private final List<String> recipients = new ArrayList<>(1);
    private State state = State.COMMAND;
    private boolean mailFrom;
    private String messageId = "";
    private boolean messageIdFolded;
    private int bytes;
    private Conduct conduct = Conduct.TAKE;
    private int slowly;

    SmtpDialogue(MailListener listener) {
        this(listener, Script.OBEDIENT);
    }

    SmtpDialogue(MailListener listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    void greet(ByteBuffer out) {
        out.put(GREETING);
    }

    boolean over() {
        return state == State.OVER;
    }

    /** Whether it waits for time to pass. */
    boolean stalls() {
        return state == State.HUNG || state == State.SLOW;
    }

    /** A second has passed. */
    void second(ByteBuffer out) {
        if (state == State.HUNG && ++slowly >= SECONDS_HUNG) {
            state = State.OVER;
        } else if (state == State.SLOW) {
            out.put(OK[slowly++]);
            if (slowly == OK.length) {
                answered();
            }
        }
    }

    /**
     * Takes as much of {@code in} as it can and puts the answers to {@code out}.
     *
     * @return whether it stopped only because {@code out} is full, so that more can be taken once that is sent
     */
    boolean advance(ByteBuffer in, ByteBuffer out) {
        while (out.remaining() >= LONGEST_ANSWER) {
            boolean advanced = switch (state) {
                case COMMAND -> takeCommand(in, out);
                case HEADER -> takeHeader(in, out);
                case BODY -> takeBody(in, out);
                case SLOW, HUNG, OVER -> false;
            };
            if (!advanced) {
                return false;
            }
        }
        return true;
    }

    private boolean takeCommand(ByteBuffer in, ByteBuffer out) {
        int end = endOfLine(in);
        if (end < 0) {
            return false;
        }
        String line = text(in, in.position(), end);
        in.position(end);
        command(line, out);
        return true;
    }

    private void command(String line, ByteBuffer out) {
        String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> out.put(HELLO);
            case "HELO", "NOOP" -> out.put(OK);
            case "MAIL" -> {
                reset();
                mailFrom = true;
                out.put(OK);
            }
            case "RCPT" -> recipient(line, out);
            case "DATA" -> {
                boolean ready = mailFrom && !recipients.isEmpty();
                out.put(ready ? GO_AHEAD : OUT_OF_ORDER);
                state = ready ? State.HEADER : State.COMMAND;
                recipients.forEach(script::goAhead);
            }
            case "RSET" -> {
                reset();
                out.put(OK);
            }
            case "QUIT" -> {
                out.put(BYE);
                state = State.OVER;
            }
            default -> out.put(NOT_KNOWN);
        }
    }

    private void recipient(String line, ByteBuffer out) {
        int open = line.indexOf('<');
        int close = line.indexOf('>', open + 1);
        if (!mailFrom || open < 0 || close < 0) {
            out.put(OUT_OF_ORDER);
            return;
        }
        String recipient = line.substring(open + 1, close);
        conduct = script.conduct(recipient);
        switch (conduct) {
            case CLOSE -> {
                out.put(CLOSING);
                state = State.OVER;
            }
            case PUT_OFF -> out.put(LATER);
            case REFUSE -> out.put(NOBODY);
            case HANG -> {
                slowly = 0;
                state = State.HUNG;
            }
            default -> {
                recipients.add(recipient);
                out.put(OK);
            }
        }
    }

    private boolean takeHeader(ByteBuffer in, ByteBuffer out) {
        int start = in.position();
        int end = endOfLine(in);
        if (end < 0) {
            return false;
        }
        in.position(end);
        if (conduct == Conduct.CUT_IN_MAIL) {
            state = State.OVER;
            return true;
        }
        bytes += end - start;
        int length = end - start;
        if (length == 2) {
            state = State.BODY;
            in.position(start); // a body that is empty ends with this very line break
            bytes -= 2;
        } else if (length == 3 && in.get(start) == '.') {
            bytes -= 3;
            accept(out);
        } else {
            header(in, start, end);
        }
        return true;
    }

    private void header(ByteBuffer in, int start, int end) {
        if (messageIdFolded) {
            messageIdFolded = false;
            if (in.get(start) == ' ' || in.get(start) == '\t') {
                messageId = withoutBrackets(text(in, start, end));
            }
        } else if (startsWithMessageId(in, start, end)) {
            messageId = withoutBrackets(text(in, start + MESSAGE_ID.length, end));
            messageIdFolded = messageId.isEmpty();
        }
    }

    private static boolean startsWithMessageId(ByteBuffer in, int start, int end) {
        if (end - start < MESSAGE_ID.length) {
            return false;
        }
        for (int i = 0; i < MESSAGE_ID.length; i++) {
            int b = in.get(start + i);
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != MESSAGE_ID[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean takeBody(ByteBuffer in, ByteBuffer out) {
        int end = EndOfData.find(in.array(), in.position(), in.limit());
        if (end >= 0) {
            bytes += end - in.position() - 3;
            in.position(end);
            accept(out);
            return true;
        }
        int kept = Math.min(EndOfData.LENGTH - 1, in.remaining());
        bytes += in.remaining() - kept;
        in.position(in.limit() - kept);
        return false;
    }

    private void accept(ByteBuffer out) {
        long now = System.nanoTime();
        for (String recipient : recipients) {
            listener.arrived(new Mail(recipient, messageId, now, bytes));
        }
        switch (conduct) {
            case CUT_BEFORE_ANSWER -> state = State.OVER;
            case SLOW_ANSWER -> {
                slowly = 0;
                state = State.SLOW;
            }
            default -> {
                out.put(OK);
                answered();
            }
        }
    }

    private void answered() {
        recipients.forEach(script::answered);
        reset();
        state = State.COMMAND;
    }

    private void reset() {
        mailFrom = false;
        recipients.clear();
        conduct = Conduct.TAKE;
        messageId = "";
        messageIdFolded = false;
        bytes = 0;
    }

    /** The index after the next line feed, or -1; a line that fills the whole buffer counts as ended. */
    private static int endOfLine(ByteBuffer in) {
        byte[] array = in.array();
        int limit = in.limit();
        for (int i = in.position(); i < limit; i++) {
            if (array[i] == '\n') {
                return i + 1;
            }
        }
        return in.remaining() == in.capacity() ? limit : -1;
    }

    private static String text(ByteBuffer in, int start, int end) {
        return new String(in.array(), start, end - start, StandardCharsets.UTF_8).strip();
    }

    private static String withoutBrackets(String id) {
        String bare = id.strip();
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
