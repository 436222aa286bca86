package io.kikkake.server.delivery;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Mail, handed to one of the SMTP servers. */
final class MailChannel implements Channel {

    static final String ID = "email";

    private final LetterWriter writer;
    private final Relays relays;
    private final Houses houses;
    private final Clock clock;
    private final Heavy.Room heavy = new Heavy.Room(Runtime.getRuntime().maxMemory() / 6);

    MailChannel(LetterWriter writer, Relays relays, Houses houses, Clock clock) {
        this.writer = writer;
        this.relays = relays;
        this.houses = houses;
        this.clock = clock;
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
        return relays.connections();
    }

    @Override
    public int rate() {
        return relays.rate();
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
    public Duration turn(String address, boolean awaited, Instant now) {
        return MailAddress.of(address)
                .map(to -> houses.of(to.domain(), now).turn(awaited, houses.day(now), now))
                .orElse(Duration.ZERO);
    }

    @Override
    public Parcel prepare(Assignment assignment) {
        MailAddress to = MailAddress.of(assignment.address())
                .orElseThrow(() -> new Unsendable(unusable(assignment.address()).orElse("")));
        var mail = Mail.of(assignment.content());
        House house = houses.of(to.domain(), assignment.now());
        if (mail.filed() > Heavy.FROM) {
            return new Heavy(
                    posting(mail.withoutFiles(), to, assignment, house),
                    mail.filed(),
                    heavy,
                    () -> posting(mail, to, assignment, house));
        }
        return posting(mail, to, assignment, house);
    }

    private Posting posting(Mail mail, MailAddress to, Assignment assignment, House house) {
        Letter letter = writer.write(mail, to, assignment);
        String from = mail.fromEmail();
        String sender = from.substring(from.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return new Posting(letter, to, mail.subject(), sender, assignment, house, relays, clock);
    }

    @Override
    public int open() {
        return relays.open();
    }

    @Override
    public void rest() {
        relays.rest();
    }

    @Override
    public void close() {
        relays.close();
    }
}
