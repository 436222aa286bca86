package io.kikkake.liquid;

import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What months and weekdays are called in a language. */
final class CalendarNames {
    /** One entry per language rendered in; working the names out takes far longer than a whole mail. */
    private static final ConcurrentHashMap<String, CalendarNames> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final String[] months;
    private final String[] shortMonths;
    private final String[] days;
    private final String[] shortDays;
    private final String[] meridiems;

    private CalendarNames(Locale locale) {
        months = names(Month.values(), month -> month.getDisplayName(TextStyle.FULL, locale));
        days = names(DayOfWeek.values(), day -> day.getDisplayName(TextStyle.FULL, locale));
        // The JDK's English abbreviations have changed between releases; the original's are three letters.
        boolean english = locale.getLanguage().equals("en");
        shortMonths = english
                ? names(months, name -> name.substring(0, 3))
                : names(Month.values(), month -> month.getDisplayName(TextStyle.SHORT, locale));
        shortDays = english
                ? names(days, name -> name.substring(0, 3))
                : names(DayOfWeek.values(), day -> day.getDisplayName(TextStyle.SHORT, locale));
        meridiems = english
                ? new String[] {"AM", "PM"}
                : DateFormatSymbols.getInstance(locale).getAmPmStrings();
    }

    private static <T> String[] names(T[] things, Function<T, String> name) {
        return Stream.of(things).map(name).toArray(String[]::new);
    }

    static CalendarNames of(Locale locale) {
        String language = locale.getLanguage().isEmpty() ? "en" : locale.getLanguage();
        CalendarNames known = BY_LANGUAGE.get(language);
        return known != null ? known : BY_LANGUAGE.computeIfAbsent(language, l -> new CalendarNames(Locale.of(l)));
    }

    String month(Month month) {
        return months[month.ordinal()];
    }

    String shortMonth(Month month) {
        return shortMonths[month.ordinal()];
    }

    String day(DayOfWeek day) {
        return days[day.ordinal()];
    }

    String shortDay(DayOfWeek day) {
        return shortDays[day.ordinal()];
    }

    String meridiem(int hour) {
        return meridiems[hour < 12 ? 0 : 1];
    }

    /** The abbreviation of a zone, such as JST; UTC itself by name, and an offset without a name empty as in Ruby. */
    static String zone(ZonedDateTime time) {
        if (time.getZone() instanceof ZoneOffset offset) {
            return offset.equals(ZoneOffset.UTC) ? "UTC" : "";
        }
        boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
        return TimeZone.getTimeZone(time.getZone()).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }
}
