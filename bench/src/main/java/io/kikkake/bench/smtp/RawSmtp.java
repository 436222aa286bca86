package io.kikkake.bench.smtp;

import io.kikkake.bench.load.Crew;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The raw limit of mail on this machine: a client that does nothing but speak SMTP on kept connections, unpipelined. */
public final class RawSmtp {
    private static final int LINE = 76;

    private final int port;
    private final byte[] content;

    /** A client of 127.0.0.1 whose mails hold {@code contentBytes} bytes, headers included. */
    public RawSmtp(int port, int contentBytes) {
        this.port = port;
        this.content = content(contentBytes);
    }

    /** Sends {@code mails} mails over {@code connections} connections and answers how many went per second. */
    public double mailsPerSecond(int mails, int connections) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        Crew.run(connections, member -> {
            try (Connection connection = new Connection(port)) {
                for (int i = next.getAndIncrement(); i < mails; i = next.getAndIncrement()) {
                    connection.send("raw-" + i + "@bench.example", content);
                }
            }
        });
        return mails / ((System.nanoTime() - start) / 1e9);
    }

    private static byte[] content(int bytes) {
        StringBuilder content = new StringBuilder(bytes + LINE)
                .append("From: shop@bench.example\r\nSubject: raw\r\nMessage-ID: <raw@bench.example>\r\n\r\n");
        while (content.length() < bytes - 5) {
            content.append("x".repeat(LINE - 2)).append("\r\n");
        }
        return content.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1024);
            out = socket.getOutputStream();
            expect('2');
            command("EHLO bench.example\r\n", '2');
        }

        void send(String recipient, byte[] content) throws IOException {
            command("MAIL FROM:<shop@bench.example>\r\n", '2');
            command("RCPT TO:<" + recipient + ">\r\n", '2');
            command("DATA\r\n", '3');
            out.write(content);
            expect('2');
        }

        private void command(String line, char answer) throws IOException {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
            expect(answer);
        }

        private void expect(char firstDigit) throws IOException {
            boolean more;
            do {
                int first = in.read();
                if (first != firstDigit) {
                    throw first < 0 ? new EOFException("closed") : new IOException("Answer " + (char) first + "xx");
                }
                in.skipNBytes(2);
                more = in.read() == '-';
                int b;
                do {
                    b = in.read();
                } while (b >= 0 && b != '\n');
            } while (more);
        }

        @Override
        public void close() throws IOException {
            command("QUIT\r\n", '2');
            socket.close();
        }
    }
}
