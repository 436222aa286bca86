package io.kikkake.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpDialogueTest {
    private static final String ENVELOPE = "MAIL FROM:<a@x.example> BODY=8BITMIME\r\nRCPT TO:<山@x.example>\r\nDATA\r\n";

    private final List<Mail> mails = new ArrayList<>();

    @Test
    void aPipelinedSessionGetsEveryAnswerInOrder() {
        String answers =
                say("EHLO me\r\n" + ENVELOPE + "Subject: hi\r\nMessage-ID: <1@x>\r\n\r\nBody\r\n.\r\nQUIT\r\n");

        assertThat(answers.lines().filter(line -> line.charAt(3) == ' ').map(line -> line.substring(0, 3)))
                .containsExactly("250", "250", "250", "354", "250", "221");
        assertThat(answers).contains("250-PIPELINING", "250-8BITMIME", "250-SMTPUTF8");
        assertThat(mails).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEqualTo("山@x.example");
            assertThat(mail.messageId()).isEqualTo("1@x");
            assertThat(mail.bytes()).isEqualTo("Subject: hi\r\nMessage-ID: <1@x>\r\n\r\nBody\r\n".length());
        });
    }

    @Test
    void readingByteByByteGivesTheSameMails() {
        String session = ENVELOPE + "message-id:\r\n\t<folded@x>\r\nX: y\r\n\r\n..\r\n.x\r\n\r\n.\r\n" + ENVELOPE
                + "Message-ID: <2@x>\r\n\r\n.\r\n" + ENVELOPE + ".\r\n";

        String whole = say(session);
        List<Mail> fromWhole = List.copyOf(mails);
        mails.clear();
        String bytewise = sayInPieces(session, 1);

        assertThat(bytewise).isEqualTo(whole);
        assertThat(fromWhole).extracting(Mail::messageId).containsExactly("folded@x", "2@x", "");
        assertThat(mails).extracting(Mail::messageId).containsExactly("folded@x", "2@x", "");
        assertThat(mails)
                .extracting(Mail::bytes)
                .isEqualTo(fromWhole.stream().map(Mail::bytes).toList());
        assertThat(mails.getLast().bytes()).isZero();
    }

    @Test
    void theEndOfDataMayFallBetweenAnyTwoReads() {
        String session = ENVELOPE + "A: b\r\n\r\n" + "text\r\n".repeat(3) + ".\r\n" + ENVELOPE + "\r\n.\r\nNOOP\r\n";
        for (int piece = 2; piece < session.length(); piece++) {
            mails.clear();
            sayInPieces(session, piece);
            assertThat(mails).as("pieces of %d", piece).extracting(Mail::bytes).containsExactly(26, 2);
        }
    }

    @Test
    void aMessageIdInTheBodyIsNotTheMessagesOwn() {
        say(ENVELOPE + "Subject: x\r\n\r\nMessage-ID: <quoted@x>\r\n.\r\n");

        assertThat(mails).singleElement().extracting(Mail::messageId).isEqualTo("");
    }

    @Test
    void severalRecipientsAreSeveralMails() {
        say("MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nRCPT TO:<c@x.example>\r\nDATA\r\n\r\nx\r\n.\r\n");

        assertThat(mails).extracting(Mail::recipient).containsExactly("b@x.example", "c@x.example");
    }

    @Test
    void dataWithoutARecipientIsRefused() {
        assertThat(say("MAIL FROM:<a@x.example>\r\nDATA\r\n")).contains("503 ");
        assertThat(say("MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nRSET\r\nDATA\r\n"))
                .contains("503 ");
        assertThat(say("VRFY a\r\n")).contains("500 ");
    }

    @Test
    void aLineLongerThanTheBufferDoesNotStopTheSession() {
        say(ENVELOPE + "X-Long: " + "x".repeat(200_000) + "\r\nMessage-ID: <after@x>\r\n\r\nb\r\n.\r\n");

        assertThat(mails).singleElement().extracting(Mail::messageId).isEqualTo("after@x");
    }

    @Test
    void manyPipelinedCommandsAreAnsweredAlthoughAnswersAreLonger() {
        assertThat(say("NOOP\r\n".repeat(5_000)).lines()).hasSize(5_000);
    }

    private String say(String session) {
        return sayInPieces(session, 4_000);
    }

    private String sayInPieces(String session, int piece) {
        SmtpDialogue dialogue = new SmtpDialogue(mails::add);
        ByteBuffer in = ByteBuffer.allocate(8_192);
        ByteBuffer out = ByteBuffer.allocate(1_024);
        StringBuilder answers = new StringBuilder();
        byte[] bytes = session.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(Math.min(piece, in.remaining()), bytes.length - from);
            in.put(bytes, from, length);
            from += length;
            boolean more;
            do {
                in.flip();
                more = dialogue.advance(in, out);
                in.compact();
                out.flip();
                answers.append(StandardCharsets.US_ASCII.decode(out));
                out.clear();
            } while (more);
        }
        return answers.toString();
    }
}
