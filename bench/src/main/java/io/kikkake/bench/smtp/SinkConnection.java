package io.kikkake.bench.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Moves bytes between one client and its {@link SmtpDialogue}; stops reading while the client does not read answers. */
final class SinkConnection {
    private final SocketChannel channel;
    private final SmtpDialogue dialogue;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private final ByteBuffer out = ByteBuffer.allocate(8 * 1024);

    SinkConnection(SocketChannel channel, SmtpDialogue dialogue) {
        this.channel = channel;
        this.dialogue = dialogue;
        dialogue.greet(out);
    }

    void ready(SelectionKey key) {
        try {
            if (!exchange(key)) {
                channel.close();
            }
        } catch (IOException gone) {
            closeQuietly();
        }
    }

    /** A second has passed, for a dialogue that waits for that. */
    void second(SelectionKey key) {
        try {
            if (dialogue.stalls()) {
                dialogue.second(out);
                flush();
                if (dialogue.over()) {
                    channel.close();
                } else if (!dialogue.stalls()) {
                    ready(key);
                }
            }
        } catch (IOException gone) {
            closeQuietly();
        }
    }

    /** Answers whether the connection goes on. */
    private boolean exchange(SelectionKey key) throws IOException {
        if (out.position() == 0 && channel.read(in) < 0) {
            return false;
        }
        boolean moreInput;
        do {
            in.flip();
            moreInput = dialogue.advance(in, out);
            in.compact();
            if (!flush()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return true;
            }
        } while (moreInput);
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
        return !dialogue.over();
    }

    private boolean flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        return out.position() == 0;
    }

    private void closeQuietly() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // the client was killed in the middle of a mail: nothing was taken, nothing to record
        }
    }
}
