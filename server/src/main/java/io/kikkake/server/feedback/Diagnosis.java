package io.kikkake.server.feedback;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From what is told of one recipient to why the message came back. Precise status codes count first, then words, then the codes
 * that many servers use for anything: a {@code 5.x.x} alone is not the person's fault.
 */
final class Diagnosis {

    private static final Pattern STATUS =
            Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,4})(?![\\d.]*\\.?\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45][0-5]\\d)(?=[\\s:,'-]|$)");

    /** A server that tells another's reply within its own words. */
    private static final Pattern QUOTED = Pattern.compile("(?s)\\b[45]\\d\\d-'(.+)'");

    private static final Pattern AFTER_DATA = Pattern.compile(
            "(?i)>>> DATA\\s+<<< (?!503|354)[45]\\d\\d|in reply to end of DATA|after end of data|after I sent the message|\\(DATA\\)");
    private static final Pattern PLAINLY_UNKNOWN =
            Pattern.compile("(?i)unknown user|user unknown|no such user|user not exist|mailbox unavailable");
    /** Nothing but that, as au answers for addresses whose owner filters; of unknown ones it names the address. */
    private static final Pattern NAMES_NOBODY = Pattern.compile("(?i)^\\s*(?:smtp; ?)?550[ :]{1,3}user unknown\\W*$");

    private static final Pattern AT_RECIPIENT =
            Pattern.compile("(?i)RCPT[ _]TO|SMTP:RCPT|RCPT command|does not like recipient|recipient address rejected");

    /** Codes that mean one thing whatever the words say. */
    private static final Map<String, Cause> PRECISE = Map.ofEntries(
            Map.entry("2.2", Cause.MAILBOX_FULL),
            Map.entry("2.3", Cause.TOO_BIG),
            Map.entry("3.4", Cause.TOO_BIG),
            Map.entry("3.1", Cause.SYSTEM),
            Map.entry("1.6", Cause.MOVED),
            Map.entry("1.7", Cause.SENDER_REFUSED),
            Map.entry("1.8", Cause.SENDER_REFUSED),
            Map.entry("4.7", Cause.EXPIRED),
            Map.entry("7.13", Cause.SUSPENDED),
            Map.entry("7.20", Cause.AUTHENTICATION),
            Map.entry("7.21", Cause.AUTHENTICATION),
            Map.entry("7.22", Cause.AUTHENTICATION),
            Map.entry("7.23", Cause.AUTHENTICATION),
            Map.entry("7.24", Cause.AUTHENTICATION),
            Map.entry("7.25", Cause.NO_REVERSE_NAME),
            Map.entry("7.26", Cause.AUTHENTICATION),
            Map.entry("7.27", Cause.SENDER_REFUSED),
            Map.entry("7.28", Cause.TOO_FAST),
            Map.entry("7.29", Cause.AUTHENTICATION),
            Map.entry("7.57", Cause.RULES),
            Map.entry("7.64", Cause.RELAYING),
            Map.entry("7.124", Cause.SENDER_REFUSED),
            Map.entry("7.133", Cause.SENDER_REFUSED),
            Map.entry("7.134", Cause.SENDER_REFUSED),
            Map.entry("7.135", Cause.SENDER_REFUSED),
            Map.entry("7.136", Cause.SENDER_REFUSED),
            Map.entry("7.193", Cause.SENDER_REFUSED),
            // Exchange Online's own (learn.microsoft.com: non-delivery reports); 7.504 is an address that is not valid.
            Map.entry("7.501", Cause.SPAM),
            Map.entry("7.502", Cause.BLOCKED),
            Map.entry("7.503", Cause.BLOCKED),
            Map.entry("7.504", Cause.UNKNOWN_USER),
            Map.entry("7.505", Cause.RULES),
            Map.entry("7.506", Cause.BLOCKED),
            Map.entry("7.507", Cause.RULES),
            Map.entry("7.508", Cause.TOO_FAST),
            Map.entry("7.509", Cause.AUTHENTICATION),
            Map.entry("7.510", Cause.RULES),
            Map.entry("7.511", Cause.BLOCKED),
            Map.entry("7.512", Cause.CONTENT),
            Map.entry("7.513", Cause.BLOCKED),
            Map.entry("7.515", Cause.AUTHENTICATION),
            Map.entry("7.520", Cause.RULES),
            Map.entry("7.606", Cause.BLOCKED),
            Map.entry("7.705", Cause.TOO_FAST),
            Map.entry("7.708", Cause.BLOCKED),
            Map.entry("7.750", Cause.SENDER_REFUSED));

    /** What a reply code alone means (RFC 5321, 7504, 7505); 550 and 554 are used for anything. */
    private static final Map<String, Cause> PLAIN = Map.ofEntries(
            Map.entry("421", Cause.NETWORK),
            Map.entry("450", Cause.SYSTEM),
            Map.entry("451", Cause.SYSTEM),
            Map.entry("452", Cause.MAILBOX_FULL),
            Map.entry("521", Cause.BLOCKED),
            Map.entry("523", Cause.TOO_BIG),
            Map.entry("525", Cause.SUSPENDED),
            Map.entry("530", Cause.RULES),
            Map.entry("535", Cause.RULES),
            Map.entry("551", Cause.MOVED),
            Map.entry("552", Cause.MAILBOX_FULL),
            Map.entry("556", Cause.TAKES_NO_MAIL),
            Map.entry("571", Cause.RULES));

    /** What a code means where words say nothing. */
    private static final Map<String, Cause> USUAL = Map.ofEntries(
            Map.entry("1.0", Cause.UNKNOWN_USER),
            Map.entry("1.1", Cause.UNKNOWN_USER),
            Map.entry("1.2", Cause.UNKNOWN_HOST),
            Map.entry("1.3", Cause.UNKNOWN_USER),
            Map.entry("1.10", Cause.TAKES_NO_MAIL),
            Map.entry("2.0", Cause.FILTERED),
            Map.entry("2.1", Cause.FILTERED),
            Map.entry("2.4", Cause.FILTERED),
            Map.entry("3.2", Cause.TAKES_NO_MAIL),
            Map.entry("4.0", Cause.NETWORK),
            Map.entry("4.1", Cause.EXPIRED),
            Map.entry("4.2", Cause.NETWORK),
            Map.entry("4.4", Cause.UNKNOWN_HOST),
            Map.entry("4.6", Cause.NETWORK));

    private Diagnosis() {}

    /**
     * @param told status code of the report, empty if none
     * @param report the words that are about this recipient only
     * @param notice what else the mail says about it
     */
    static Finding of(
            @Nullable String address,
            @Nullable String original,
            String told,
            String report,
            String notice,
            boolean over) {
        Matcher quoted = QUOTED.matcher(report);
        String diagnosis = quoted.find() ? quoted.group(1) : report;
        String status = status(told, diagnosis + "\n" + report + "\n" + notice);
        String reply = first(REPLY, diagnosis).or(() -> first(REPLY, notice)).orElse("");
        Cause cause = cause(status, reply, diagnosis, notice);
        boolean lasts = over && !passes(status, reply);
        Verdict verdict = cause.verdict() == Verdict.HARD && !lasts ? Verdict.SOFT : cause.verdict();
        String words = diagnosis.isBlank() ? notice : diagnosis;
        return new Finding(
                verdict,
                cause,
                address,
                original,
                status,
                reply,
                words.replaceAll("\\s+", " ").strip(),
                over);
    }

    /** Whether a server said "not now", and none said "never". */
    private static boolean passes(String status, String reply) {
        return (status.startsWith("4") || reply.startsWith("4")) && !status.startsWith("5") && !reply.startsWith("5");
    }

    private static Cause cause(String status, String reply, String diagnosis, String notice) {
        String code = status.isEmpty() ? "" : status.substring(2);
        Cause precise = PRECISE.get(code);
        if (precise != null) {
            return precise;
        }
        if (diagnosis.startsWith("x-unix")) {
            return Cause.SYSTEM;
        }
        Optional<Cause> said = Wording.cause(diagnosis);
        boolean told = !diagnosis.isBlank() && status.startsWith("5.7");
        if (said.isEmpty() && !told || said.isPresent() && vague(said.get()) && !told) {
            Optional<Cause> more = Wording.cause(notice);
            said = more.isPresent() && !vague(more.get()) ? more : said.or(() -> more);
        }
        Cause usual = USUAL.get(code);
        boolean unknown = said.filter(Cause.UNKNOWN_USER::equals).isPresent();
        if (unknown
                && !code.startsWith("1.")
                && mayBeFiltered(code, reply, diagnosis.isBlank() ? notice : diagnosis, diagnosis + "\n" + notice)) {
            return Cause.FILTERED;
        }
        if (said.filter(Cause.SUSPENDED::equals).isPresent() && code.equals("1.1")) {
            return Cause.UNKNOWN_USER;
        }
        if (code.startsWith("6.")
                && said.filter(cause -> cause.verdict() == Verdict.HARD).isPresent()) {
            return Cause.CONTENT;
        }
        Cause found = usual != null && (said.isEmpty() || vague(said.get())) ? usual : said.orElse(Cause.UNCLEAR);
        if (found == Cause.UNKNOWN_HOST && (status.startsWith("4") || passes(status, reply))) {
            return Cause.NETWORK;
        }
        return found == Cause.UNCLEAR ? unexplained(status, reply) : found;
    }

    /** What there is to go by where no words say anything. */
    private static Cause unexplained(String status, String reply) {
        if (status.startsWith("5.7") || status.startsWith("4.7")) {
            return Cause.RULES;
        }
        return status.isEmpty() || status.endsWith(".0.0") ? PLAIN.getOrDefault(reply, Cause.UNCLEAR) : Cause.UNCLEAR;
    }

    /**
     * Whether "user unknown" may be said of a message that was filtered, as some carriers do once they saw it: unless the recipient
     * was refused at once, by the dialogue or because the refusal names it. 5.2.x and 5.3.x speak of a mailbox that exists.
     */
    private static boolean mayBeFiltered(String code, String reply, String own, String words) {
        if (AFTER_DATA.matcher(words).find()) {
            return PLAINLY_UNKNOWN.matcher(own).find();
        }
        if (AT_RECIPIENT.matcher(words).find()) {
            return false;
        }
        return code.startsWith("2.")
                || code.startsWith("3.")
                || NAMES_NOBODY.matcher(own).find();
    }

    private static boolean vague(Cause cause) {
        return switch (cause) {
            case SYSTEM, RULES, CONTENT, EXPIRED -> true;
            default -> false;
        };
    }

    /** The receiving server's own code where the report's is one of those that say nothing. */
    private static String status(String told, String words) {
        String reported = first(STATUS, told).orElse("");
        boolean says = !reported.isEmpty() && !reported.endsWith(".0.0");
        return says
                ? reported
                : first(STATUS, words).filter(code -> !code.endsWith(".0.0")).orElse(reported);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
