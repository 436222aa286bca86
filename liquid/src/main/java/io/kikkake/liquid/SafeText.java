package io.kikkake.liquid;

/** Text that is HTML already and is not to be escaped again. Exists only where output is escaped. */
record SafeText(String html) {
    @Override
    public String toString() {
        return html;
    }
}
