package io.kikkake.bench.figure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings and figures of one bench, printed last: settings first, then one line per figure. */
public final class Figures {
    private final List<String> settings = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    /** Adds what the figures depend on, e.g. {@code ("connections", 4)}. */
    public Figures setting(String name, Object value) {
        settings.add("setting " + name + " " + value);
        return this;
    }

    /** Adds a measured value in its unit. */
    public Figures figure(String name, double value, String unit) {
        figures.add("figure " + name + " " + number(value) + " " + unit);
        return this;
    }

    public void printTo(PrintStream out) {
        settings.forEach(out::println);
        figures.forEach(out::println);
        out.flush();
    }

    private static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
