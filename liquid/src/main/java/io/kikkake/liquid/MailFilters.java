package io.kikkake.liquid;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters a mail needs that Shopify's templates do not, and {@code default}. */
final class MailFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("default", 0, 1, "allow_false", true, MailFilters::orDefault),
            new FilterDefinition("honorific", (context, input, args) -> honorific(Printer.text(input))),
            new FilterDefinition("json", (context, input, args) -> JsonText.of(context, input)),
            new FilterDefinition("money", 0, 1, MailFilters::money));

    private static final Currency YEN = Currency.getInstance("JPY");
    private static final List<String> HONORIFICS = List.of("様", "さま", "先生", "御中");

    private MailFilters() {}

    private static @Nullable Object orDefault(RenderContext context, @Nullable Object input, Arguments args) {
        boolean absent = Values.truthy(args.keyword("allow_false")) ? input == null : !Values.truthy(input);
        if (!absent && !Values.empty(Values.plain(input))) {
            return input;
        }
        return args.has(0) ? args.get(0) : "";
    }

    /** A name with 様 behind it, unless it says so already; for nobody in particular, お客様. */
    private static String honorific(String written) {
        String name = written.strip();
        if (name.isEmpty()) {
            return "お客様";
        }
        for (String honorific : HONORIFICS) {
            if (name.endsWith(honorific)) {
                return name;
            }
        }
        return name + "様";
    }

    /** An amount in the currency named, or that of the locale's country, or yen. What is no number stays as it is. */
    private static @Nullable Object money(RenderContext context, @Nullable Object input, Arguments args) {
        String written = Chars.strip(Printer.text(input));
        boolean number = input instanceof Number
                || (!written.isEmpty()
                        && (Chars.isDigit(written.charAt(0)) || written.charAt(0) == '-')
                        && Chars.isDigit(written.charAt(written.length() - 1)));
        if (!number) {
            return input;
        }
        Locale locale = context.options().locale();
        Currency currency = currency(locale, args);
        int decimals = Math.max(0, currency.getDefaultFractionDigits());
        Number value = Numbers.of(input);
        BigDecimal amount = (value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString()))
                .setScale(decimals, RoundingMode.HALF_UP);
        return (amount.signum() < 0 ? "-" : "") + symbol(currency, locale) + grouped(amount.abs(), locale);
    }

    private static Currency currency(Locale locale, Arguments args) {
        if (args.get(0) != null) {
            try {
                return Currency.getInstance(args.text(0).toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new RenderFailure("there is no currency '" + args.text(0) + "'", unknown);
            }
        }
        if (locale.getCountry().isEmpty() || locale.getCountry().equals("JP")) {
            return YEN;
        }
        try {
            Currency currency = Currency.getInstance(locale);
            return currency == null ? YEN : currency;
        } catch (IllegalArgumentException noCountry) {
            return YEN;
        }
    }

    private static String symbol(Currency currency, Locale locale) {
        // Japanese locale data has a full-width sign, which mails do not use before half-width digits.
        return currency.equals(YEN) ? "¥" : currency.getSymbol(locale);
    }

    private static String grouped(BigDecimal amount, Locale locale) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        String digits = amount.toPlainString();
        int point = digits.indexOf('.');
        int whole = point < 0 ? digits.length() : point;
        StringBuilder grouped = new StringBuilder(digits.length() + 8);
        for (int i = 0; i < whole; i++) {
            if (i > 0 && (whole - i) % 3 == 0) {
                grouped.append(symbols.getMonetaryGroupingSeparator());
            }
            grouped.append(digits.charAt(i));
        }
        if (point >= 0) {
            grouped.append(symbols.getMonetaryDecimalSeparator()).append(digits, point + 1, digits.length());
        }
        return grouped.toString();
    }
}
