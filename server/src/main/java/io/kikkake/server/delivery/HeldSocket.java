package io.kikkake.server.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket that can hold back what is written, so that several commands leave in one packet. */
final class HeldSocket extends Socket {

    private final Held out = new Held();
    private volatile boolean held;
    private volatile @Nullable Socket encrypted;

    /** From now on nothing leaves. */
    void hold() {
        held = true;
    }

    /** What was held back leaves with the next flush. */
    void release() {
        held = false;
    }

    void encryptedBy(Socket socket) {
        encrypted = socket;
    }

    /** Where to write what the peer is to read: through the encryption, if there is one. */
    OutputStream toPeer() throws IOException {
        Socket through = encrypted;
        return through == null ? out : through.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    private final class Held extends OutputStream {

        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1024);

        @Override
        public void write(int b) {
            waiting.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (held || waiting.size() > 0) {
                waiting.write(bytes, from, length);
            } else {
                HeldSocket.super.getOutputStream().write(bytes, from, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!held && waiting.size() > 0) {
                waiting.writeTo(HeldSocket.super.getOutputStream());
                waiting.reset();
            }
        }

        @Override
        public void close() throws IOException {
            HeldSocket.this.close();
        }
    }
}
