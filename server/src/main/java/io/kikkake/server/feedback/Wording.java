package io.kikkake.server.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What servers' words mean. The causes stand in the order in which they are tried: what is plainly nobody's address comes before
 * the words for unknown users, which servers put into many a refusal of another kind. Each line is one wording; gaps are bounded,
 * so that no text makes the search slow.
 */
final class Wording {

    private record Rule(Cause cause, Pattern words) {}

    private static final List<Rule> RULES = new ArrayList<>();

    private static void rule(Cause cause, String wordings) {
        RULES.add(new Rule(
                cause, Pattern.compile(String.join("|", wordings.strip().split("\n")))));
    }

    static {
        rule(Cause.SUSPENDED, """
                user\\(s\\) account is (?:disabled|temporarily)
                """);
        rule(Cause.MAILBOX_FULL, """
                (?:mail ?box|mail ?folder|mail ?directory|inbox|account|maildrop) .{0,60}?(?:is |are |was )?(?:full\\b|over ?quota|over (?:the )?(?:quota|size|limit)|exceeded|exceeds)
                (?:mail ?box|mail ?folder|inbox|maildrop) ?(?:is )?full
                (?:over|out of|exceed(?:s|ed|ing)?|beyond|insufficient|reached|above)[ -].{0,50}?(?:\\bquota|storage|disk ?space|mailbox (?:size|limit|maximum))
                quota .{0,40}?(?:exceed|full|violat|would)
                (?:disk|mailbox|user|storage|hard) ?quota
                over ?quota
                quota[ _]?(?:exceeded|error|full)
                (?:not enough|no|insufficient|out of) .{0,20}?(?:disk|storage|mail) ?(?:space|room)
                full mail(?:box|drop)
                too (?:many|much) (?:messages|mail|mails) (?:in|on) (?:this |the )?(?:mailbox|folder)
                user has (?:too many messages|exhausted)
                user mailbox exceeds
                mailfolder is over the allowed quota
                not able to receive any more
                max(?:imum)? ?(?:message|mail)s? ?(?:quota|count)
                \\bis full\\b.{0,20}?(?:mailbox|inbox)
                (?:メールボックス|受信箱|容量).{0,20}?(?:一杯|いっぱい|超過|超え|不足|オーバー)
                """);
        rule(Cause.TOO_BIG, """
                (?:message|mail|email|body|file|data|attachment) ?(?:size|length|header size)? ?(?:is |was )?(?:too (?:big|large|long)|(?:exceeds|exceeded|larger than) )
                (?:exceeds|exceed|exceeded|larger than|over) .{0,30}?(?:maximum|max|fixed|allowed|permitted|administrative)? ?(?:message|mail|email|transfer)? ?(?:size|length)
                size limit
                too (?:big|large) for
                line (?:is )?too long
                サイズ.{0,20}?(?:超え|超過|大き)
                """);
        rule(Cause.RELAYING, """
                (?:no|not|unable to|unauthori[sz]ed|denied|prohibit\\w*|disallow\\w*|forbid\\w*|cannot|without|refus\\w*|insecure mail) ?(?:to |for )?relay
                relay(?:ing)? (?:access |of mail |mail )?.{0,20}?(?:denied|not (?:allowed|permitted|possible)|prohibit|restrict|refused|disabled|reject)
                relaying denied
                not a gateway
                mail server requires authentication when attempting to send to a non-local
                that domain isn.t in my list of allowed rcpthosts
                send to a non-local e-?mail address
                (?:not|aren.t|isn.t) .{0,30}?(?:open relay|allowed to relay|permitted to relay)
                """);
        rule(Cause.SENDER_REFUSED, """
                (?:after|reply to) mail from
                """);
        rule(Cause.UNKNOWN_USER, """
                user ?unknown|unknown (?:local |virtual )?(?:user|recipient|mailbox|local[- ]part)
                no such (?:user|recipient|mailbox|local user|person|account)
                #5\\.1\\.0 address rejected
                542 [^ ]{1,200} rejected
                (?:user|recipient|mailbox|account|e-?mail address)(?: [^ ]{1,100})? (?:does(?: not|n't) exist|not found|is not known|unknown)\\b
                """);
        rule(Cause.AUTHENTICATION, """
                dmarc
                \\bspf\\b
                dkim
                sender ?id\\b.{0,30}?(?:fail|reject|neutral)
                purported responsible
                unauthenticated (?:e?mail|sender|message)
                not (?:pass|meet) .{0,30}?authentication
                (?:e?mail|sender|message).{0,20}?(?:authentication|unauthenticated).{0,20}?(?:fail|required|check)
                please see http://www\\.openspf\\.(?:org|net)
                sender.{0,20}?fails? .{0,20}?(?:verification|authentic)
                """);
        rule(Cause.NO_REVERSE_NAME, """
                (?:helo|ehlo)\\b.{0,120}?(?:not found|not resolve|does(?: not|n't) (?:exist|resolve)|invalid domain|unknown)
                \\bptr\\b
                reverse (?:dns|hostname|address|lookup|host)
                (?:cannot|can.t|unable to|could not) (?:find|resolve|verify) .{0,20}?(?:your )?(?:hostname|ip address|reverse)
                (?:no|without|missing|invalid|lack).{0,20}?rdns
                \\brdns\\b
                unresolvable (?:relay )?host name
                domain .{0,100}?mismatch(?:es)? .{0,20}?(?:client )?ip
                cannot (?:find|resolve) your hostname
                (?:ip|client) .{0,60}?(?:no|not have|without|missing) .{0,20}?(?:reverse|ptr|name)
                """);
        rule(Cause.MOVED, """
                has been replaced by
                (?:has|have|had) moved (?:to|permanently)
                (?:user|recipient|account|mailbox|address|person) .{0,30}?(?:has|have) (?:moved|changed)
                no longer (?:with|works? (?:at|for|here)|employed)
                (?:mail|e-?mail)? ?address .{0,30}?(?:has )?changed
                please (?:use|update|note) .{0,40}?new (?:e?-?mail )?address
                アドレス(?:が|は|を)?変更
                """);
        rule(Cause.TAKES_NO_MAIL, """
                null ?mx
                malformed or unexpected name server reply
                (?:mx|srv) record indicated no smtp
                (?:domain|host|server) .{0,60}?(?:does(?: not|n.t)|do not|will not) (?:accept|receive|want) (?:any )?(?:e?-?mail|messages)
                does not accept mail
                (?:mail|smtp) (?:receiving|server|service) (?:is )?(?:disabled|not (?:accepting|available) .{0,20}?mail)
                mail receiving disabled
                (?:smtp protocol returned a permanent error)
                couldn.t find a mail exchanger or ip address
                this (?:host|domain) (?:never|does not) .{0,20}?(?:accepts?|receives?)
                """);
        rule(Cause.NETWORK, """
                name s(?:ervice|erver).{0,100}?try again
                """);
        rule(Cause.UNKNOWN_HOST, """
                host(?:name)? unknown
                unknown (?:host|domain|mail host)
                host(?:name)? (?:or domain name )?(?:was |is )?(?:not found|not known|not exist|does not exist|has no)
                (?:recipient |mail |destination )?domain (?:name )?(?:[\\w.-]{1,80} )?(?:does not exist|doesn.t exist|could ?n.t be found|could not be found|not found|is not (?:found|reachable|valid)|must exist|invalid|unknown|not known)
                (?:couldn.t|could not|cannot|can.t|unable to) find (?:any )?(?:host|domain)
                no such (?:host|domain)
                nxdomain
                unrouteable (?:mail )?(?:domain|address)
                name or service not known
                illegal host
                invalid (?:host|domain)
                name server.{0,80}?(?:host not found|not found)
                no (?:mx|a) .{0,20}?record.{0,20}?(?:found|for)
                dns error|dns lookup .{0,30}?(?:fail|error)
                (?:all )?relevant mx records point to non-existent hosts
                (?:domain|host) .{0,60}?(?:no (?:mx|address)|non-existent)
                is not matched to mail domain
                (?<![@\\w.-])(?:[a-z0-9-]{1,63}\\.){1,6}[a-z]{2,24} does(?: not|n't) exist
                unable to (?:resolve|look ?up) .{0,30}?(?:domain|host|mx)
                ドメイン.{0,20}?(?:存在|見つかり|不明)
                """);
        rule(Cause.VIRUS, """
                virus
                malware
                \\btrojan|\\bworm\\b
                infected
                dangerous .{0,20}?(?:file|attachment|content)
                """);
        rule(Cause.TOO_FAST, """
                too (?:many|much) (?:(?:concurrent|simultaneous|smtp|open|current|parallel|active) ){0,3}(?:connection|session|message|mail|recipient|error|invalid|rcpt|unknown|e-?mail)
                (?:rate|connection|message|sending|receiving|hourly|daily|frequency) ?(?:rate )?(?:limit|quota|control)
                (?:rate|speed).{0,30}?(?:exceed|limit|too high)
                exceed.{0,40}?(?:rate|messages? per|connections?|limit of|times)
                throttl
                slow ?down
                too (?:fast|frequent|busy)
                temporarily (?:deferred|rate)
                unusual(?:ly high)? rate
                receiving mail at a rate
                deferred due to
                """);
        rule(Cause.BLOCKED, """
                (?:black|block|deny|dns ?bl|rbl|drop) ?list
                (?:dnsbl|rbl|uribl|surbl|spamhaus|spamcop|barracuda|abuseat|sorbs|njabl|senderbase|senderscore|backscatterer|uceprotect|cloudmark|cbl|invaluement|proofpoint)\\b.{0,80}?(?:list|block|refus|denied|reject|see|check|http|score)?
                (?:reject|refus|block|denied|deny|bann|listed|listing|unacceptable|disallow|not allow)\\w{0,3} .{0,20}?(?:your|client|sending|connecting|from|of) .{0,20}?(?:ip\\b|ip address|host|network|server|connection|client|isp)
                (?:\\bip|ip address|client|client host|client address|connecting host|sending mta|your (?:mail ?)?(?:server|network|isp|ip|host))\\b.{0,50}?(?:block|bann|reject|refus|denied|listed|blacklist|not (?:allowed|permitted|accepted)|reputation|dynamic)
                (?:\\d{1,3}\\.){3}\\d{1,3}[\\])>]{0,2},? (?:is |was |has been |are |been |weren.t |not |due |in |on |temporarily |currently |blocked).{0,25}?(?:block|bann|reject|refus|denied|listed|list\\b|not (?:allowed|permitted|accepted)|sent|reputation|dynamic)
                (?:access denied|denied).{0,40}?(?:banned|ip\\b|\\[\\d)
                (?:poor|bad|low|negative) (?:ip |sender |domain |email )?reputation
                reputation
                banned
                bad host|bad helo|invalid helo|helo command rejected|need fully.qualified hostname
                connections? (?:not accepted|refused by|from .{0,60}? (?:reject|refus))
                (?:not accept|no longer accept|refus\\w+ to accept|refused) .{0,30}?(?:mail|connection|message)s? from (?:your|this|the|\\[|\\d|ip|dynamic)
                refused to talk
                grey ?list|gray ?list
                service refuse|access refused
                you are not allowed to connect
                dynamic (?:ip|/)
                blocked
                """);
        rule(Cause.SPAM, """
                \\bspam
                迷惑メール
                unsolicited
                \\bube\\b|\\bubce\\b|\\buce\\b
                junk ?mail
                bulk (?:e?mail|messages?)
                (?:content|message|mail|e-?mail) .{0,40}?(?:looks? like|considered|detected as|identified as|classified as|appears? to be|contains?) .{0,30}?(?:junk|bulk|phish|suspicious|scam)
                phish
                blacklisted (?:url|link)
                """);
        rule(Cause.SENDER_REFUSED, """
                (?:sender|from|return|mail from|reply-to)(?: ?(?:address|domain|host|verify|'s|<[^>]{0,80}>))*:? .{0,50}?(?:reject|refus|denied|not (?:allowed|accepted|exist|found|valid|permitted|verified)|does(?: not|n.t) (?:exist|resolve)|invalid|unknown|fail|block|bad|illegal|banned)
                (?:reject|refus|invalid|bad|unknown|unverif\\w+|verify) .{0,20}?sender
                (?:not|n.t) (?:allowed|authori[sz]ed|permitted|have permission) .{0,30}?(?:to )?(?:send|post|mail)
                only (?:members|authori[sz]ed|authenticated|registered) .{0,30}?(?:can|may|are|users)
                delivery not authori[sz]ed
                (?:recipient|user|subscriber)s? .{0,40}?(?:not accept\\w*|only accept\\w*|refus\\w+|reject\\w*|does(?: not|n.t) (?:want|accept)) .{0,30}?(?:mail|messages?|sender|from)
                (?:resolver\\.rst|authrequired|notauthori[sz]ed)
                address .{0,20}?not (?:accepted|allowed) .{0,20}?here
                (?:may not exist, or you may not have permission)
                server does not accept mail from
                mail from .{0,60}?(?:does not exist|rejected|refused|denied)
                受信(?:を)?拒否|指定受信
                """);
        rule(Cause.SUSPENDED, """
                (?:account|mailbox|user|recipient|address|mail|subscriber|domain|customer).{0,60}?(?:suspend|disabled|inactiv|deactivat|not active|locked|frozen|blocked|expired|discontinued|closed|terminated|on hold|temporarily (?:limited|unavailable|disabled))
                (?:suspended|disabled|inactive|deactivated|locked|frozen|expired|terminated|dormant) .{0,20}?(?:account|mailbox|user|recipient|address|domain|mail)
                is a deactivated mailbox
                account .{0,20}?temporarily
                user(?:\\(s\\))? account is (?:disabled|temporarily)
                mailbox currently suspended
                vacation .{0,20}?hold
                over \\d+ days .{0,40}?(?:log|access)
                invalid\\/inactive user
                """);
        // Asked about and not known yet: nothing is said of the address.
        rule(Cause.SYSTEM, """
                unverified address|address verification in progress|verification .{0,40}?(?:in progress|temporar)
                """);
        rule(Cause.EXPIRED, """
                (?:retry|delivery|message|queue|envelope|connection|delivery time|session|conversation).{0,30}?(?:time ?out|timed out|timeout exceeded|expired|has expired)
                timed out
                (?:been|remained|is|was) in (?:the )?(?:mail )?queue (?:for )?too long
                too long .{0,20}?queue
                (?:could not|couldn.t|cannot|can.t|unable to) .{0,20}?(?:deliver|be delivered|send).{0,30}?(?:for|within|in|after) (?:the (?:last|past) )?[\\d.]+ ?(?:day|hour|min|attempt|time)
                (?:delivery )?(?:failed|aborted) (?:after )?[\\d.]+ (?:attempts|times|hour|day)
                (?:aborted|given up|giving up|gave up) after
                will (?:be|keep) .{0,10}?(?:retr|try)
                message (?:will be retried|is delayed|delayed)
                has been delayed
                (?:maximum|too many) .{0,15}?(?:retries|attempts|delivery attempts|tries)
                did not accept our requests to connect
                lifetime exceeded
                delivery time expired
                """);
        rule(Cause.UNKNOWN_USER, """
                (?:user|recipient|account|mailbox|address|addressee|local part|subscriber|destination)s? ?(?:name|address|s\\))?[ :]{0,3}(?:[\\[<(]?[^ ]{1,100}[\\])>]?:? )?(?:is |are |was |were )?(?:currently )?(?:unknown|not known|not recogni[sz]ed|not (?:a )?(?:valid|registered|listed|local|defined)|invalid|incorrect|undeliverable)
                (?:user|recipient|account|mailbox|address|addressee|e-?mail|alias|person|id|name|box|destination|mail ?drop|they|it|he|she|local part)\\b.{0,100}?(?:does(?: not|n.t)|do not|did not|didn.t) (?:currently )?(?:exist|appear|match|belong|have)
                (?:user|recipient|account|mailbox|address|addressee|alias|name|mail ?drop|entry|person)s? ?(?:\\S{1,100} )?(?:was |were |is |could ?n.t be |could not be |cannot be )?(?:not found|not be found|not exist|not present|not listed|no longer (?:exists?|available|valid|active|in use|on this server))
                (?:unknown|no such|invalid|nonexist[ea]nt|non-existent|bad|incorrect|undefined|undeliverable|unrecogni[sz]ed|unresolvable|not a valid|not a known) (?:or (?:illegal|invalid) )?(?:local[- ]?part|local user|user|recipient|mail ?box|account|address|alias|e-?mail|mail ?drop|destination|person|addressee|name|virtual|final delivery|rcpt|address(?:ee)? ?error|address - )
                (?:no|not an?|isn.t an?) (?:mailbox|user|account|recipient|person|valid recipients?|valid users?|such|known user|local user)s? ?(?:here|by that name|of that name|with that|with this|named|found|user|at this|on this|for|in|exists?)
                mail ?box(?:es)? (?:name )?(?:.{0,100}? )?(?:unavailable|not available|unknown|unavail|not allowed|syntax)
                no mailbox
                unknown (?:to|at) this (?:site|server|host)
                user ?unknown|userunknown|unknownuser|user_unknown
                recipient(?:address)? (?:address )?(?:rejected|refused).{0,20}?: ?(?:undeliverable|user unknown|unknown|access denied)
                (?:\\[[^\\]]{3,100}\\]: )?recipient address rejected: access denied
                user .{0,60}?not (?:listed|in|found in) .{0,30}?(?:directory|address book|list|database)
                doesn.t (?:have|exist|match).{0,40}?(?:account|mailbox)|does not have an? .{0,40}?account
                (?:that|this) (?:e-?mail |mail )?(?:address|account|user|recipient|mailbox) .{0,30}?(?:does(?: not|n.t) exist|tried to reach)
                tried to reach does not exist
                wasn.t found at
                (?:has|have) no (?:mailbox|account|user)
                (?:recipnotfound|recipientnotfound|notinaddressbook|resolver\\.adr)
                not our customer
                no longer accepts? mail
                recipient address rejected\\.? ?(?:\\(in reply|$)
                recipient .{0,80}?(?:unknown|not exist)
                address(?:es)? (?:unknown|couldn.t be found|error)
                unroutable address|undeliverable address|unable to route
                does not exist in .{0,30}?(?:directory|table|database|list)
                no longer (?:valid|exists|an active|active)
                not (?:found|listed) in .{0,20}?(?:domino|public|name) ?(?:&|and)? ?(?:address|name|directory)
                (?:utilisateur|destinataire|adresse) .{0,20}?(?:inconnu|inexistant|invalide)
                (?:benutzer|empfänger|adresse|adressat) .{0,40}?(?:unbekannt|nicht gefunden|existiert nicht|ungültig)
                (?:usuario|usuário|destinatario|destinatário|utente) .{0,20}?(?:desconocido|desconhecido|sconosciuto|no existe|não existe|inesistente|não encontrado|no encontrado)
                (?:用户|收件人|邮箱|用戶).{0,10}?(?:不存在|未找到|無效|无效)
                not in my validrcptto
                (?:宛先|あて先|宛て先|アドレス|ユーザー?|メールアドレス).{0,30}?(?:不明|存在し|見つかり|見つけ|間違|誤り|ありません)
                """);
        rule(Cause.NETWORK, """
                connection (?:was )?(?:refused|reset|dropped|lost|closed|failed|broken|aborted|to .{0,60}? (?:refused|failed))
                (?:could not|couldn.t|cannot|can.t|unable to|failed to) (?:be )?(?:connect|reach|establish|contact|open a connection)
                no route to|network (?:is )?(?:error|unreachable|problem)|host (?:is )?(?:down|unreachable|not responding)
                too many (?:hops|loops)|mail ?loop|loops? back|hop count|routing loop|loop detected|mail forwarding loop|looping
                lost connection|lost .{0,10}?connection|connection died|bad connection|connection broken
                (?:malformed|no) (?:or unexpected )?(?:name server|response|reply)
                did not respond|no answer from host|name service|temporary .{0,20}?lookup|temporarily unable to .{0,20}?(?:resolve|look)
                """);
        rule(Cause.SYSTEM, """
                (?:local|internal|mail|server|system|service|software|configuration|configuration|disk|i/o|database|policy service|mailer|resources?) .{0,20}?(?:error|problem|unavailable|down|fault|misconfig|failure)
                out of memory|not enough memory|cannot allocate|no space left|can.t create|cannot create|cannot append|can.t open|temporar(?:y|ily) (?:unavail|local|failure|lookup|error)
                loop alert|duplicated message|interface error|mailer error|command (?:died|failed|output)|pipe to|exit(?:ed)? (?:with )?(?:status|code)|x-unix|rewriting|server configuration
                try again later|please try (?:again )?later|resources temporarily
                """);
        rule(Cause.CONTENT, """
                (?:attach\\w*|content|message|header|subject|body|file) .{0,40}?(?:not (?:allowed|permitted|accepted|rfc)|reject|refus|denied|block|violat|prohibit|malformed|improper|illegal|invalid|filtered|policy)
                (?:rfc ?-?\\d{3,4}|not rfc|non-rfc|rfc.{0,10}?compliant|bare (?:cr|lf)|duplicate header|missing (?:required )?(?:header|message-id|date|from))
                (?:reject|refus|denied|block|violat).{0,40}?(?:content|attachment|header|filter)
                """);
        rule(Cause.RULES, """
                polic(?:y|ies)|\\baup\\b|not accepted for|security|\\btls\\b|encrypt|certificate|authenticat|administrative(?:ly)? (?:prohibit|denied|reject)|access denied|denied by|prohibited|transaction failed|violation|suspicious|unacceptable|not allowed|reject(?:ed)?\\b|refused|administrat\\w+
                """);
    }

    private Wording() {}

    /** @param words of any length; the first 6,000 characters count */
    static Optional<Cause> cause(String words) {
        String text = words.length() > 6000 ? words.substring(0, 6000) : words;
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace('’', '\'');
        for (Rule rule : RULES) {
            if (rule.words().matcher(plain).find()) {
                return Optional.of(rule.cause());
            }
        }
        return Optional.empty();
    }

    static boolean says(Cause cause, String words) {
        String plain = words.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace('’', '\'');
        return RULES.stream()
                .anyMatch(rule ->
                        rule.cause() == cause && rule.words().matcher(plain).find());
    }
}
