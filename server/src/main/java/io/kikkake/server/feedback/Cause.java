package io.kikkake.server.feedback;

/** Why a message came back, in the distinctions of sisimai that make a difference to anybody. */
enum Cause {
    UNKNOWN_USER(Verdict.HARD),
    UNKNOWN_HOST(Verdict.HARD),
    MOVED(Verdict.HARD),
    /** The domain says that it takes no mail (RFC 7505). */
    TAKES_NO_MAIL(Verdict.HARD),
    MAILBOX_FULL(Verdict.SOFT),
    /** The mailbox exists and is switched off. */
    SUSPENDED(Verdict.SOFT),
    /** Refused after the content was seen; some carriers say so of unknown users, too. */
    FILTERED(Verdict.SOFT),
    EXPIRED(Verdict.SOFT),
    NETWORK(Verdict.SOFT),
    SYSTEM(Verdict.SOFT),
    UNCLEAR(Verdict.SOFT),
    /** Too many connections or messages at a time. */
    TOO_FAST(Verdict.BLOCK),
    /** The address of the sending server is refused. */
    BLOCKED(Verdict.BLOCK),
    /** The sending server's address has no name, or not its own. */
    NO_REVERSE_NAME(Verdict.BLOCK),
    /** SPF, DKIM or DMARC failed. */
    AUTHENTICATION(Verdict.POLICY),
    /** The sender's address or domain is refused. */
    SENDER_REFUSED(Verdict.POLICY),
    SPAM(Verdict.POLICY),
    VIRUS(Verdict.POLICY),
    CONTENT(Verdict.POLICY),
    TOO_BIG(Verdict.POLICY),
    RELAYING(Verdict.POLICY),
    RULES(Verdict.POLICY);

    private final Verdict verdict;

    Cause(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}
