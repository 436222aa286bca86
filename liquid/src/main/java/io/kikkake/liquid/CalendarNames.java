package io.kikkake.liquid;

import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What months and weekdays are called in a language. */
final class CalendarNames {
    /** One entry per language rendered in; working the names out takes far longer than a whole mail. */
    private static final ConcurrentHashMap<String, CalendarNames> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Map<Month, String> months;
    private final Map<Month, String> shortMonths;
    private final Map<DayOfWeek, String> days;
    private final Map<DayOfWeek, String> shortDays;
    private final List<String> meridiems;

    private CalendarNames(Locale locale) {
        // The JDK's English abbreviations have changed between releases; the original's are three letters.
        boolean english = locale.getLanguage().equals("en");
        months = names(Month.class, month -> month.getDisplayName(TextStyle.FULL, locale));
        days = names(DayOfWeek.class, day -> day.getDisplayName(TextStyle.FULL, locale));
        shortMonths = names(
                Month.class,
                month -> english ? month(month).substring(0, 3) : month.getDisplayName(TextStyle.SHORT, locale));
        shortDays = names(
                DayOfWeek.class,
                day -> english ? day(day).substring(0, 3) : day.getDisplayName(TextStyle.SHORT, locale));
        meridiems = english
                ? List.of("AM", "PM")
                : List.of(DateFormatSymbols.getInstance(locale).getAmPmStrings());
    }

    private static <E extends Enum<E>> Map<E, String> names(Class<E> type, Function<E, String> name) {
        Map<E, String> names = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            names.put(each, name.apply(each));
        }
        return names;
    }

    static CalendarNames of(Locale locale) {
        String language = locale.getLanguage().isEmpty() ? "en" : locale.getLanguage();
        CalendarNames known = BY_LANGUAGE.get(language);
        return known != null ? known : BY_LANGUAGE.computeIfAbsent(language, l -> new CalendarNames(Locale.of(l)));
    }

    String month(Month month) {
        return months.getOrDefault(month, "");
    }

    String shortMonth(Month month) {
        return shortMonths.getOrDefault(month, "");
    }

    String day(DayOfWeek day) {
        return days.getOrDefault(day, "");
    }

    String shortDay(DayOfWeek day) {
        return shortDays.getOrDefault(day, "");
    }

    String meridiem(int hour) {
        return meridiems.get(hour < 12 ? 0 : 1);
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
