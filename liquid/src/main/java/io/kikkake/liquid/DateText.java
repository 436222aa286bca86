package io.kikkake.liquid;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times as people and programs write them: {@code 2026-03-14T09:30:00+09:00}, {@code March 14, 2026},
 * {@code Sat, 14 Mar 2026 09:30:00 GMT}, {@code 14/3/2026 9:30 pm}, {@code 2026年3月14日}.
 */
final class DateText {
    private static final int UNSET = -1;

    private final String text;
    private int position;
    private int year = UNSET;
    private int month = UNSET;
    private int day = UNSET;
    private int hour = UNSET;
    private int minute;
    private int second;
    private int nano;
    private @Nullable ZoneOffset offset;

    private DateText(String text) {
        this.text = text;
    }

    /** Reads a text in lower case; null when it is no date or time. */
    static @Nullable DateText read(String text) {
        DateText date = new DateText(text);
        while (date.position < text.length()) {
            if (!date.part()) {
                return null;
            }
        }
        return date.month != UNSET || date.hour != UNSET || date.day != UNSET ? date : null;
    }

    /** Whether the year, at least, is to be taken from the current time. */
    boolean needsNow() {
        return year == UNSET;
    }

    /**
     * The time read, in that zone.
     *
     * @param zone the zone to show it in, and to read it in if it names none
     * @param now the current time, given when it is needed
     * @throws java.time.DateTimeException when there is no such day or time
     */
    ZonedDateTime time(ZoneId zone, @Nullable ZonedDateTime now) {
        LocalDate date;
        if (now == null) {
            date = LocalDate.of(year, month == UNSET ? 1 : month, day == UNSET ? 1 : day);
        } else if (month == UNSET) {
            date = day == UNSET ? now.toLocalDate() : now.toLocalDate().withDayOfMonth(day);
        } else {
            date = LocalDate.of(now.getYear(), month, day == UNSET ? 1 : day);
        }
        LocalTime time = LocalTime.of(hour == UNSET ? 0 : hour, minute, second, nano);
        return offset == null
                ? ZonedDateTime.of(date, time, zone)
                : ZonedDateTime.of(date, time, offset).withZoneSameInstant(zone);
    }

    private boolean part() {
        char c = text.charAt(position);
        if (Chars.isDigit(c)) {
            return number();
        }
        if (Chars.isSpace(c) || c == ',' || c == '　') {
            position++;
            return true;
        }
        if ((c == '+' || c == '-') && hour != UNSET) {
            return offset(c == '-' ? -1 : 1);
        }
        if (c == '(') {
            int close = text.indexOf(')', position);
            position = close + 1;
            return close >= 0;
        }
        if (c == '-') {
            position++;
            return day != UNSET || month != UNSET;
        }
        return Character.isLetter(c) && word();
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private boolean digitAt(int index) {
        return index < text.length() && Chars.isDigit(text.charAt(index));
    }

    /** Reads digits, at most nine of them. */
    private int digits() {
        int value = 0;
        int end = Math.min(text.length(), position + 9);
        while (position < end && Chars.isDigit(text.charAt(position))) {
            value = value * 10 + text.charAt(position++) - '0';
        }
        return value;
    }

    private boolean number() {
        int start = position;
        int value = digits();
        int length = position - start;
        if (position >= text.length()) {
            return bare(value, length);
        }
        char next = text.charAt(position);
        switch (next) {
            case ':' -> {
                return clock(value);
            }
            case '-', '/', '.' -> {
                return digitAt(position + 1) ? date(value, length, next) : bare(value, length);
            }
            case '年' -> year = value;
            case '月' -> month = value;
            case '日' -> day = value;
            case '時' -> hour = value;
            case '分' -> minute = value;
            case '秒' -> second = value;
            default -> {
                return bare(value, length);
            }
        }
        position++;
        return true;
    }

    private boolean bare(int value, int length) {
        String suffix = word(position);
        if (suffix.equals("am") || suffix.equals("pm")) {
            hour = value;
            return true;
        }
        if (DateWords.isOrdinal(suffix)) {
            position += suffix.length();
            day = value;
            return true;
        }
        if (length == 8 && at('t')) {
            year = value / 10_000;
            month = value / 100 % 100;
            day = value % 100;
            return true;
        }
        if (length == 6 && year != UNSET && hour == UNSET) {
            hour = value / 10_000;
            minute = value / 100 % 100;
            second = value % 100;
            return true;
        }
        if (length == 4 && year == UNSET) {
            year = value;
            return true;
        }
        if (length <= 2 && day == UNSET) {
            day = value;
            return true;
        }
        if (length == 2 && year == UNSET) {
            year = century(value);
            return true;
        }
        return false;
    }

    private static int century(int value) {
        return value < 69 ? 2000 + value : 1900 + value;
    }

    /** Year, month and day, or day, month and year, or of two numbers month and day. */
    private boolean date(int first, int length, char separator) {
        position++;
        int second = digits();
        if (!at(separator) || !digitAt(position + 1)) {
            year = length == 4 ? first : year;
            month = length == 4 ? second : first;
            day = length == 4 ? day : second;
            return length == 4 || length <= 2;
        }
        position++;
        int start = position;
        int third = digits();
        boolean yearLast = length <= 2 && position - start == 4;
        year = yearLast ? third : length <= 2 ? century(first) : first;
        month = second;
        day = yearLast ? first : third;
        return true;
    }

    private boolean clock(int hours) {
        if (hour != UNSET || !digitAt(position + 1)) {
            return false;
        }
        position++;
        hour = hours;
        minute = digits();
        if (at(':') && digitAt(position + 1)) {
            position++;
            second = digits();
        }
        if ((at('.') || at(',')) && digitAt(position + 1)) {
            position++;
            int start = position;
            int fraction = digits();
            for (int i = position - start; i < 9; i++) {
                fraction *= 10;
            }
            nano = fraction;
            while (digitAt(position)) {
                position++;
            }
        }
        return true;
    }

    private boolean offset(int sign) {
        position++;
        int start = position;
        int value = digits();
        int length = position - start;
        if (length == 0 || length > 4) {
            return false;
        }
        int minutes = length > 2 ? value / 100 * 60 + value % 100 : value * 60;
        if (length <= 2 && at(':')) {
            position++;
            minutes += digits();
        }
        if (minutes > 18 * 60) {
            return false;
        }
        offset = ZoneOffset.ofTotalSeconds(sign * minutes * 60);
        return true;
    }

    private String word(int from) {
        int to = from;
        while (to < text.length() && Character.isLetter(text.charAt(to)) && text.charAt(to) < 128) {
            to++;
        }
        return text.substring(from, to);
    }

    private boolean word() {
        String word = word(position);
        if (word.isEmpty()) {
            return false;
        }
        position += word.length();
        if (at('.')) {
            position++;
        }
        if (word.equals("t")) {
            return year != UNSET && digitAt(position);
        }
        if (word.equals("am") || word.equals("pm")) {
            return meridiem(word.equals("pm"));
        }
        Integer hours = DateWords.hoursOfZone(word);
        if (hours != null) {
            offset = ZoneOffset.ofHours(hours);
            return true;
        }
        if (DateWords.isWeekday(word)) {
            return true;
        }
        int named = DateWords.month(word);
        month = named == 0 ? month : named;
        return named != 0;
    }

    private boolean meridiem(boolean afternoon) {
        if (hour < 1 || hour > 12) {
            return false;
        }
        hour = hour % 12 + (afternoon ? 12 : 0);
        return true;
    }
}
