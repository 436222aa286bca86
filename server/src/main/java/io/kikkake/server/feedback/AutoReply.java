package io.kikkake.server.feedback;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells programs' answers from people's and from bounces (RFC 3834). */
final class AutoReply {

    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)^\\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response|responder|antwort|répondeur)?\\s*[:：]"
                    + "|automatic reply|automatische antwort|r[ée]ponse automatique|respuesta autom|autoreply|auto-?response|out of (?:the )?office|out-of-office"
                    + "|away from (?:the |my )?(?:office|mail|desk)|vacation|on (?:vacation|leave|holiday)|i am (?:away|out|on)|abwesen"
                    + "|自動(?:応答|返信|送信)|不在|休暇|【自動|\\[自動)|out of office|自動返信|自動応答");
    private static final Pattern BOUNCE_SUBJECT = Pattern.compile(
            "(?i)undeliver|delivery (?:status|fail)|failure notice|returned mail|mail failure|security information for");

    /** Programs that hold a message back until its sender proves to be a person. */
    private static final Pattern CHALLENGE = Pattern.compile(
            "(?i)^\\s*(?:\\[?challenge\\]?\\s*:|(?:please )?(?:confirm|verify|authenticate) (?:your|this|that you|you are)\\b.{0,40}"
                    + "(?:e-?mail|message|sender|delivery|human|person)|(?:sender|delivery|message) (?:verification|confirmation|authentication)"
                    + "|(?:verification|confirmation|authentication) (?:is )?(?:required|needed|request)|action required to deliver"
                    + "|your (?:e-?mail|message) .{0,60}(?:awaits|is awaiting|requires|needs) (?:your )?(?:verification|confirmation|authentication|approval))");

    private static final Pattern CHALLENGER = Pattern.compile(
            "(?i)@(?:[\\w-]+\\.)*(?:boxbe|spamarrest|bluebottle|mailblocks|knowspam|sendio|mailinblack|0spam|choicemail|vanquish)\\.(?:com|net|fr)\\b");

    private AutoReply() {}

    static boolean isOne(RawMail mail) {
        if (BOUNCE_SUBJECT.matcher(mail.field("subject")).find()) {
            return false;
        }
        String submitted = mail.field("auto-submitted").strip().toLowerCase(Locale.ROOT);
        String precedence = mail.field("precedence").strip().toLowerCase(Locale.ROOT);
        return submitted.startsWith("auto-replied")
                || submitted.startsWith("auto-notified")
                || submitted.startsWith("auto-generated") && mail.has("in-reply-to")
                || precedence.equals("auto_reply")
                || precedence.equals("auto-reply")
                || isChallenge(mail)
                || mail.has("x-autoreply")
                || mail.has("x-autorespond")
                || mail.has("x-autoreply-from")
                || mail.has("x-auto-reply-from")
                || mail.has("x-mail-autoreply")
                || mail.field("x-apple-action").equalsIgnoreCase("vacation")
                || mail.field("x-cron-env").isEmpty() && mail.has("x-vacation")
                || mail.field("delivered-to").equals("Autoresponder")
                || SUBJECT.matcher(mail.field("subject")).find();
    }

    private static boolean isChallenge(RawMail mail) {
        return mail.has("x-tmda-fingerprint")
                || mail.has("x-boxbe-id")
                || mail.has("x-spamarrest-noauth")
                || mail.has("x-asksender")
                || CHALLENGER.matcher(mail.field("from")).find()
                || CHALLENGE.matcher(mail.field("subject")).find();
    }
}
