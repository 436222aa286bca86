package io.kikkake.server.delivery;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import java.util.List;
import java.util.Optional;

/** Mail, handed to an SMTP server. */
final class MailChannel implements Channel {

    static final String ID = "email";

    private final LetterWriter writer;
    private final SmtpPool pool;
    private final int connections;
    private final int rate;

    MailChannel(LetterWriter writer, SmtpPool pool, int connections, int rate) {
        this.writer = writer;
        this.pool = pool;
        this.connections = connections;
        this.rate = rate;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Names name() {
        return new Names("メール", "E-mail");
    }

    @Override
    public String attribute() {
        return "email";
    }

    /** Without a server, mail stays in the house. */
    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public int connections() {
        return connections;
    }

    @Override
    public int rate() {
        return rate;
    }

    /** A mail is the message itself, and looked at with it. */
    @Override
    public List<Flaw> flaws(Value content) {
        return List.of();
    }

    @Override
    public Optional<String> unusable(String address) {
        return MailAddress.of(address).isPresent()
                ? Optional.empty()
                : Optional.of("“" + address + "” is not an e-mail address.");
    }

    @Override
    public Parcel prepare(Assignment assignment) {
        MailAddress to = MailAddress.of(assignment.address())
                .orElseThrow(() -> new Unsendable(unusable(assignment.address()).orElse("")));
        var mail = Mail.of(assignment.content());
        return new Posting(writer.write(mail, to, assignment), to.local() + "@" + to.domain(), mail.subject(), pool);
    }

    private record Posting(Letter letter, String address, String title, SmtpPool pool) implements Parcel {
        @Override
        public Answer send() {
            return answer(pool.send(letter));
        }
    }

    private static Answer answer(Reply reply) {
        return switch (reply) {
            case Reply.Accepted() -> new Answer.Accepted(null);
            case Reply.Refused(int code, String words) when code / 100 == 4 -> new Answer.NotNow(words, null);
            case Reply.Refused(int code, String words) -> new Answer.Never(words);
            case Reply.Cut(String why) ->
                new Answer.NotNow("The connection broke before the message was out: " + why, null);
            case Reply.Silence(String why) ->
                new Answer.Silence("The mail server did not say whether it took the message: " + why);
            case Reply.Unreachable(String why) -> new Answer.Down("The mail server cannot be reached: " + why);
        };
    }

    @Override
    public int open() {
        return pool.open();
    }

    @Override
    public void rest() {
        pool.closeIdle();
    }

    @Override
    public void close() {
        pool.close();
    }
}
