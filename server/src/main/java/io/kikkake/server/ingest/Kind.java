package io.kikkake.server.ingest;

/** What kind of entry the event log holds; {@link #code} is what the database stores. */
public enum Kind {
    TRACK(1),
    PAGE(2),
    SCREEN(3),
    IDENTIFY(4),
    GROUP(5),
    ALIAS(6),
    /** This customer turned out to be another, who takes over: the last entry of this customer. */
    MERGE_AWAY(7),
    /** Another customer turned out to be this one. */
    MERGE_INTO(8),
    /** What a run asked for has come, such as a webhook's answer. */
    ANSWER(9),
    /** The customer is to enter a scenario. */
    ENROL(10),
    /** A person wants something of one of the customer's runs. */
    MANUAL(11);

    private static final Kind[] BY_CODE = new Kind[12];

    static {
        for (Kind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Kind of(int code) {
        return BY_CODE[code];
    }
}
