package io.kikkake.server.delivery;

import io.kikkake.server.delivery.Reply.Stage;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose fault it is that a mail server refused a letter. Told by the enhanced status code (RFC 3463) first and the words second, as
 * many servers give the same code for all reasons. In doubt it is never the recipient's.
 */
enum Fault {
    /** There is nobody at this address: the only one that is held against it. */
    GONE,
    /** The mailbox is full. */
    FULL,
    /** The recipient's house refuses all we send: our address is on a list, our domain does not prove itself. */
    BLOCKED,
    /** This letter is refused for a rule of the house. */
    POLICY,
    /** This letter is refused for what it says or how big it is. */
    CONTENT,
    /** The house wants to see us come back in some minutes. */
    GREYLISTED,
    /** The house wants less from us. */
    SLOW_DOWN,
    /** Something is wrong for a while. */
    TEMPORARY,
    /** The server takes nothing from us, for our login or because it does not relay for us: no letter is to blame. */
    OURS,
    /** Refused for good, for a reason it did not tell. */
    REFUSED;

    private static final Pattern RELAY = Pattern.compile(
            "relay(ing)? (access )?(denied|not permitted|prohibited)|not permitted to relay|unable to relay"
                    + "|authentication (is )?required|must (issue a starttls|authenticate)");
    private static final Pattern GREY = Pattern.compile("gr[ae]y-?\\s?list|postgrey");
    private static final Pattern SLOW = Pattern.compile(
            "rate.?limit|too many|too fast|throttl|temporarily deferred|unusual rate|suspicious|reputation|unsolicited");
    private static final Pattern QUOTA =
            Pattern.compile("quota|mailbox (is )?full|full mailbox|exceeded storage|over.?size limit of mailbox");
    private static final Pattern LISTED = Pattern.compile(
            "spamhaus|spamcop|barracuda|black.?list|block.?list|deny.?list|blocked using|\\b(dns|r)bl\\b|client host"
                    + "|(your|sending) (ip|server|network)|reputation|unauthenticated|dmarc|\\bspf\\b|dkim"
                    + "|does not meet the required authentication");
    private static final Pattern UNWANTED = Pattern.compile("spam|virus|malware|unsolicited|content|phish");
    private static final Pattern RULES = Pattern.compile("policy|block|denied|not allowed|not accepted|refused by");
    private static final Pattern NOBODY = Pattern.compile(
            "(user|mailbox|recipient|account|address|alias)[^.]{0,60}( unknown|not found|does ?n.t exist|does not exist|not exist|invalid"
                    + "|no longer (valid|available)|has been disabled)|(unknown|no such|invalid|non-?existent)"
                    + " (local )?(user|recipient|mailbox|account|address|person)|no mailbox here|nobody here");

    static Fault of(Reply.Refused refused) {
        String words = refused.words().toLowerCase(Locale.ROOT);
        String enhanced = String.valueOf(refused.enhanced());
        if (isLogin(refused) || RELAY.matcher(words).find()) {
            return OURS;
        }
        return refused.code() / 100 == 4
                ? passing(refused.code(), enhanced, words)
                : lasting(refused.code(), enhanced, words, refused.stage());
    }

    /** Whether the server does not know us (RFC 4954). */
    static boolean isLogin(Reply.Refused refused) {
        return switch (refused.code()) {
            case 530, 534, 535, 538 -> true;
            default -> "5.7.8".equals(refused.enhanced());
        };
    }

    private static Fault passing(int code, String enhanced, String words) {
        boolean slow = SLOW.matcher(words).find();
        if (GREY.matcher(words).find() || ((code == 450 || code == 451) && enhanced.equals("4.7.1") && !slow)) {
            return GREYLISTED;
        }
        if (enhanced.equals("4.2.2") || QUOTA.matcher(words).find()) {
            return FULL;
        }
        // Of one recipient's mailbox (4.2.x) the house says nothing about itself.
        return enhanced.startsWith("4.7.") || (slow && !enhanced.startsWith("4.2.")) ? SLOW_DOWN : TEMPORARY;
    }

    private static Fault lasting(int code, String enhanced, String words, Stage stage) {
        if (enhanced.equals("5.2.2")
                || (code == 552
                        && !enhanced.equals("5.3.4")
                        && QUOTA.matcher(words).find())) {
            return FULL;
        }
        if (LISTED.matcher(words).find() || enhanced.matches("5\\.7\\.(2\\d|5\\d\\d|6\\d\\d)")) {
            return BLOCKED;
        }
        if (code == 552 || enhanced.startsWith("5.6.") || enhanced.equals("5.3.4") || enhanced.equals("5.2.3")) {
            return CONTENT;
        }
        if (enhanced.startsWith("5.7.") || stage == Stage.SENDER) {
            return UNWANTED.matcher(words).find() ? CONTENT : POLICY;
        }
        return recipientOrNot(enhanced, words, stage);
    }

    private static Fault recipientOrNot(String enhanced, String words, Stage stage) {
        boolean named = switch (enhanced) {
            case "5.1.1", "5.1.2", "5.1.6", "5.1.10" -> true;
            default -> false;
        };
        if (UNWANTED.matcher(words).find()) {
            return CONTENT;
        }
        if (RULES.matcher(words).find()) {
            return POLICY;
        }
        boolean told = stage == Stage.RECIPIENT && NOBODY.matcher(words).find();
        return named || told ? GONE : REFUSED;
    }

    /** As the ledger and the API write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
