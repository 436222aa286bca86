package io.kikkake.liquid;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Formats times by the patterns of C and Ruby: {@code %Y-%m-%d %H:%M}, with flags and widths as in {@code %-d}. */
final class Strftime {
    private static final int MAX_WIDTH = 100;
    private static final String FLAGS = "-0^#_:";

    private final ZonedDateTime time;
    private final String pattern;
    private final Locale locale;
    private final StringBuilder out;
    private int position;
    private boolean unpadded;
    private char padding;
    private boolean upper;
    private boolean swapped;
    private int colons;
    private int width;

    private Strftime(ZonedDateTime time, String pattern, Locale locale, StringBuilder out) {
        this.time = time;
        this.pattern = pattern;
        this.locale = locale;
        this.out = out;
    }

    static String format(ZonedDateTime time, String pattern, Locale locale) {
        StringBuilder out = new StringBuilder(pattern.length() + 16);
        new Strftime(time, pattern, locale, out).run();
        return out.toString();
    }

    private void run() {
        while (position < pattern.length()) {
            int percent = pattern.indexOf('%', position);
            if (percent < 0 || percent == pattern.length() - 1) {
                out.append(pattern, position, pattern.length());
                return;
            }
            out.append(pattern, position, percent);
            position = percent + 1;
            flags();
            if (position == pattern.length() || !directive(pattern.charAt(position))) {
                // Not a directive after all: it stays as it is.
                int end = Math.min(position + 1, pattern.length());
                out.append(pattern, percent, end);
            }
            position++;
        }
    }

    private void flags() {
        unpadded = false;
        padding = 0;
        upper = false;
        swapped = false;
        colons = 0;
        width = 0;
        while (position < pattern.length() && FLAGS.indexOf(pattern.charAt(position)) >= 0) {
            switch (pattern.charAt(position)) {
                case '-' -> unpadded = true;
                case '0' -> padding = '0';
                case '_' -> padding = ' ';
                case '^' -> upper = true;
                case '#' -> swapped = true;
                default -> colons++;
            }
            position++;
        }
        while (position < pattern.length() && Chars.isDigit(pattern.charAt(position))) {
            width = Math.min(MAX_WIDTH, width * 10 + pattern.charAt(position) - '0');
            position++;
        }
    }

    private boolean directive(char c) {
        switch (c) {
            case 'Y' -> number(time.getYear(), 4, '0');
            case 'C' -> number(Math.floorDiv(time.getYear(), 100), 2, '0');
            case 'y' -> number(Math.floorMod(time.getYear(), 100), 2, '0');
            case 'm' -> number(time.getMonthValue(), 2, '0');
            case 'd' -> number(time.getDayOfMonth(), 2, '0');
            case 'e' -> number(time.getDayOfMonth(), 2, ' ');
            case 'j' -> number(time.getDayOfYear(), 3, '0');
            case 'H' -> number(time.getHour(), 2, '0');
            case 'k' -> number(time.getHour(), 2, ' ');
            case 'I' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
            case 'l' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
            case 'M' -> number(time.getMinute(), 2, '0');
            case 'S' -> number(time.getSecond(), 2, '0');
            case 'L' -> fraction(3);
            case 'N' -> fraction(9);
            case 's' -> number(time.toEpochSecond(), 1, '0');
            case 'u' -> number(time.getDayOfWeek().getValue(), 1, '0');
            case 'w' -> number(weekday(), 1, '0');
            case 'G' -> number(time.get(IsoFields.WEEK_BASED_YEAR), 4, '0');
            case 'g' -> number(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0');
            case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'U' -> number((time.getDayOfYear() + 6 - weekday()) / 7, 2, '0');
            case 'W' -> number((time.getDayOfYear() + 6 - (weekday() + 6) % 7) / 7, 2, '0');
            default -> {
                return textDirective(c);
            }
        }
        return true;
    }

    private boolean textDirective(char c) {
        CalendarNames names = CalendarNames.of(locale);
        switch (c) {
            case 'B' -> text(names.month(time.getMonth()));
            case 'b', 'h' -> text(names.shortMonth(time.getMonth()));
            case 'A' -> text(names.day(time.getDayOfWeek()));
            case 'a' -> text(names.shortDay(time.getDayOfWeek()));
            case 'p' -> text(swapped ? lower(names.meridiem(time.getHour())) : names.meridiem(time.getHour()));
            case 'P' -> text(lower(names.meridiem(time.getHour())));
            case 'Z' -> text(CalendarNames.zone(time));
            case 'z' -> text(offset());
            case 'n' -> text("\n");
            case 't' -> text("\t");
            case '%' -> text("%");
            case 'c' -> composite("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> composite("%m/%d/%y");
            case 'F' -> composite("%Y-%m-%d");
            case 'v' -> composite("%e-%^b-%Y");
            case 'T', 'X' -> composite("%H:%M:%S");
            case 'R' -> composite("%H:%M");
            case 'r' -> composite("%I:%M:%S %p");
            case '+' -> composite("%a %b %e %H:%M:%S %Z %Y");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** 0 for Sunday to 6 for Saturday. */
    private int weekday() {
        return time.getDayOfWeek().getValue() % 7;
    }

    private void number(long value, int digits, char filler) {
        String text = Long.toString(Math.abs(value));
        if (value < 0) {
            out.append('-');
        }
        pad(unpadded ? 0 : width == 0 ? digits : width, text, padding == 0 ? filler : padding);
    }

    /** The fraction of the second, to as many digits as the width says. */
    private void fraction(int digits) {
        int wanted = width == 0 ? digits : width;
        String nanos = String.valueOf(1_000_000_000L + time.getNano()).substring(1);
        out.append(nanos, 0, Math.min(9, wanted)).repeat('0', Math.max(0, wanted - 9));
    }

    private void text(String text) {
        boolean toUpper = upper || (swapped && !text.equals(lower(text)));
        pad(unpadded ? 0 : width, toUpper ? text.toUpperCase(Locale.ROOT) : text, padding == 0 ? ' ' : padding);
    }

    private void pad(int to, String text, char filler) {
        out.repeat(filler, Math.max(0, to - text.length())).append(text);
    }

    private void composite(String inner) {
        int wanted = unpadded ? 0 : width;
        String text = format(time, inner, locale);
        pad(wanted, upper ? text.toUpperCase(Locale.ROOT) : text, padding == 0 ? ' ' : padding);
    }

    private String offset() {
        int seconds = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(seconds) / 60;
        String sign = seconds < 0 ? "-" : "+";
        String hours = twoDigits(minutes / 60);
        String rest = twoDigits(minutes % 60);
        return switch (colons) {
            case 0 -> sign + hours + rest;
            case 1 -> sign + hours + ":" + rest;
            default -> sign + hours + ":" + rest + ":" + twoDigits(Math.abs(seconds) % 60);
        };
    }

    private static String twoDigits(int value) {
        return value < 10 ? "0" + value : String.valueOf(value);
    }
}
