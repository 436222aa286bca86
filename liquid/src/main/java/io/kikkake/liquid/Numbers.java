package io.kikkake.liquid;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Liquid's numbers. Inside the engine a whole number is a Long, or a BigInteger when too big for one, and any other
 * number a BigDecimal with at least one decimal. Results with a fraction are rounded to what a double holds, as the
 * original does.
 */
final class Numbers {
    /** Numbers with more digits than this are refused: arithmetic on them costs more than a step. */
    static final int MAX_DIGITS = 400;

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MAX_BITS = MAX_DIGITS * 4;
    private static final MathContext DIVISION = MathContext.DECIMAL128;

    private Numbers() {}

    /** The value as a number; what is none counts as 0. */
    static Number of(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Number number -> canonical(number);
            case String text -> parse(text);
            case null, default -> 0L;
        };
    }

    private static Number canonical(Number number) {
        return switch (number) {
            case Integer i -> (long) i;
            case Short s -> (long) s;
            case Byte b -> (long) b;
            case BigInteger big -> whole(big);
            case BigDecimal decimal -> decimal(decimal);
            default -> {
                double d = number.doubleValue();
                yield Double.isFinite(d) ? fraction(d) : (Number) 0L;
            }
        };
    }

    /** A decimal without decimals, such as a column of whole yen gives, counts as a whole number. */
    private static Number decimal(BigDecimal number) {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
            throw tooBig();
        }
        return number.scale() <= 0 ? whole(number.toBigInteger()) : number;
    }

    private static BigDecimal fraction(double d) {
        if (!Double.isFinite(d)) {
            throw tooBig();
        }
        BigDecimal decimal = new BigDecimal(Double.toString(d));
        return decimal.scale() < 1 ? decimal.setScale(1) : decimal;
    }

    private static Number whole(BigInteger big) {
        if (big.bitLength() > MAX_BITS) {
            throw tooBig();
        }
        boolean fits = big.compareTo(MIN_LONG) >= 0 && big.compareTo(MAX_LONG) <= 0;
        return fits ? (Number) big.longValue() : big;
    }

    private static RenderFailure tooBig() {
        return new RenderFailure("a number has more than " + MAX_DIGITS + " digits");
    }

    /** Reads a number literal the lexer has found to be one. */
    static Number literal(String digits) {
        if (digits.indexOf('.') >= 0) {
            return fraction(Double.parseDouble(digits));
        }
        return digits.length() <= 18 ? (Number) Long.parseLong(digits) : whole(new BigInteger(digits));
    }

    /** A decimal fraction if the whole text is one, or else the whole number the text begins with, or else 0. */
    private static Number parse(String raw) {
        String text = Chars.strip(raw);
        int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int point = digits(text, from);
        boolean decimal = point > from
                && text.charAt(0) != '+'
                && point < text.length() - 1
                && text.charAt(point) == '.'
                && digits(text, point + 1) == text.length();
        int end = decimal ? text.length() : point;
        if (end == from) {
            return 0L;
        }
        if (end - from > MAX_DIGITS) {
            throw tooBig();
        }
        return decimal ? new BigDecimal(text) : literal(text.substring(text.charAt(0) == '+' ? 1 : 0, end));
    }

    private static int digits(String text, int from) {
        int to = from;
        while (to < text.length() && Chars.isDigit(text.charAt(to))) {
            to++;
        }
        return to;
    }

    static boolean isInteger(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || (value instanceof BigDecimal decimal && decimal.scale() <= 0);
    }

    /** A whole number, which the value has to be or to be the text of. */
    static long integer(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (!(value instanceof Number) && !(value instanceof String)) {
            throw new RenderFailure("'" + Printer.text(value) + "' is not a whole number");
        }
        String text = isInteger(value) ? of(value).toString() : Chars.strip(Printer.text(value));
        int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (from == text.length() || digits(text, from) != text.length()) {
            throw new RenderFailure("'" + text + "' is not a whole number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLong) {
            throw new RenderFailure("'" + text + "' is too big", tooLong);
        }
    }

    /** A range's bound: the whole part of a number, what a string begins with, 0 for nil. */
    static long rangeBound(@Nullable Object value) {
        Object plain = Values.plain(value);
        if (plain == null || plain instanceof String || plain instanceof Number || plain instanceof Nothing) {
            return clamped(of(plain));
        }
        throw new RenderFailure("a range cannot start or end with '" + Printer.text(plain) + "'");
    }

    /** The whole part of a number, as near to it as a long can be. */
    static long clamped(Number number) {
        if (number instanceof Long l) {
            return l;
        }
        BigInteger big = number instanceof BigDecimal decimal ? decimal.toBigInteger() : (BigInteger) number;
        return big.max(MIN_LONG).min(MAX_LONG).longValue();
    }

    private static BigDecimal big(Number number) {
        return switch (number) {
            case Long l -> BigDecimal.valueOf(l);
            case BigInteger big -> new BigDecimal(big);
            case BigDecimal decimal -> decimal;
            default -> BigDecimal.valueOf(number.doubleValue());
        };
    }

    private static BigInteger bigWhole(Number number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    }

    private static boolean fractional(Number a, Number b) {
        return a instanceof BigDecimal || b instanceof BigDecimal;
    }

    /** A number as a filter hands it on. */
    static Number result(Number number) {
        return number instanceof BigDecimal decimal ? fraction(decimal.doubleValue()) : number;
    }

    static int compare(Number a, Number b) {
        Number x = of(a);
        Number y = of(b);
        return x instanceof Long i && y instanceof Long j ? Long.compare(i, j) : big(x).compareTo(big(y));
    }

    static Number plus(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            long sum = x + y;
            return ((x ^ sum) & (y ^ sum)) < 0 ? bigWhole(a).add(bigWhole(b)) : (Number) sum;
        }
        return fractional(a, b) ? result(big(a).add(big(b))) : whole(bigWhole(a).add(bigWhole(b)));
    }

    static Number negated(Number number) {
        return number instanceof BigDecimal decimal
                ? decimal.negate()
                : whole(bigWhole(number).negate());
    }

    static Number times(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            long low = x * y;
            // The product fits when its upper half is nothing but the sign of the lower.
            return Math.multiplyHigh(x, y) == low >> 63
                    ? (Number) low
                    : whole(bigWhole(a).multiply(bigWhole(b)));
        }
        return fractional(a, b)
                ? result(big(a).multiply(big(b)))
                : whole(bigWhole(a).multiply(bigWhole(b)));
    }

    /** Whole numbers divide to a whole number, rounded down. */
    static Number dividedBy(Number a, Number b) {
        if (fractional(a, b)) {
            return result(big(a).divide(nonZero(big(b)), DIVISION));
        }
        BigInteger[] parts = bigWhole(a).divideAndRemainder(nonZero(bigWhole(b)));
        boolean down =
                parts[1].signum() != 0 && parts[1].signum() != bigWhole(b).signum();
        return whole(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** The remainder, with the sign of the divisor. */
    static Number modulo(Number a, Number b) {
        if (fractional(a, b)) {
            BigDecimal divisor = nonZero(big(b));
            BigDecimal rest = big(a).remainder(divisor);
            boolean other = rest.signum() != 0 && rest.signum() != divisor.signum();
            return result(other ? rest.add(divisor) : rest);
        }
        BigInteger divisor = nonZero(bigWhole(b));
        BigInteger rest = bigWhole(a).mod(divisor.abs());
        return whole(rest.signum() != 0 && divisor.signum() < 0 ? rest.add(divisor) : rest);
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new RenderFailure("divided by 0");
        }
        return divisor;
    }

    private static BigInteger nonZero(BigInteger divisor) {
        if (divisor.signum() == 0) {
            throw new RenderFailure("divided by 0");
        }
        return divisor;
    }

    /** Rounds to that many decimals, none or fewer giving a whole number. */
    static Number rounded(Number number, int decimals, RoundingMode mode) {
        if (!(number instanceof BigDecimal decimal)) {
            return decimals >= 0
                    ? number
                    : whole(big(number).setScale(decimals, mode).toBigInteger());
        }
        if (decimals > 0) {
            return result(decimal.scale() <= decimals ? decimal : decimal.setScale(decimals, mode));
        }
        return whole(decimal.setScale(decimals, mode).toBigInteger());
    }

    static String text(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof BigInteger) {
            return number.toString();
        }
        if ((number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue())) {
            return number.toString();
        }
        Number canonical = of(number);
        return canonical instanceof BigDecimal decimal ? Printer.decimal(decimal) : canonical.toString();
    }
}
