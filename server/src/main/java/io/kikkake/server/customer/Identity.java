package io.kikkake.server.customer;

/** One of the names a customer goes by. */
public record Identity(Kind kind, String value) {

    /** {@link #code} is what the database stores. */
    public enum Kind {
        USER_ID(1, "userId"),
        ANONYMOUS_ID(2, "anonymousId"),
        EMAIL(3, "email"),
        LINE(4, "lineUserId");

        private final int code;
        private final String word;

        Kind(int code, String word) {
            this.code = code;
            this.word = word;
        }

        int code() {
            return code;
        }

        /** As the API says it. */
        public String word() {
            return word;
        }

        static Kind of(int code) {
            return values()[code - 1];
        }
    }
}
