package io.kikkake.bench.smtp;

/** Told of every mail the sink takes, before the sender gets its answer; called by the sink's one thread. */
@FunctionalInterface
public interface MailListener {
    void arrived(Mail mail);
}
