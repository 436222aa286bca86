package io.kikkake.engine.scenario;

/** A text for people, in both languages of the product. */
public record Names(String ja, String en) {

    public static Names both(String text) {
        return new Names(text, text);
    }
}
