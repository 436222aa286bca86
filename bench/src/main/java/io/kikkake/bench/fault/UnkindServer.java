package io.kikkake.bench.fault;

import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.MailLog;
import io.kikkake.bench.smtp.Mail;
import io.kikkake.bench.smtp.MailListener;
import io.kikkake.bench.smtp.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A mail server that treats some mails badly when they come first, as a seed says, and some for good; and remembers what it saw of
 * each.
 */
public final class UnkindServer implements Script, MailListener {
    /** Of a hundred mails three meet each of these, and one each of those that keep a connection for seconds. */
    private static final List<Conduct> RARE = List.of(Conduct.HANG, Conduct.SLOW_ANSWER);

    private static final Conduct[] PLANS = plans();

    private final long seed;
    private final MailLog mails;
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final Map<Conduct, Integer> done = new EnumMap<>(Conduct.class);
    private final Map<String, List<String>> taken = new HashMap<>();
    private final List<Long> troubles = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private volatile boolean kind;

    /** @param mails told of those that are taken */
    public UnkindServer(long seed, MailLog mails) {
        this.seed = seed;
        this.mails = mails;
    }

    /** From now on it takes everything but what it refuses for good. */
    public void beKind() {
        kind = true;
    }

    @Override
    public synchronized Conduct conduct(String recipient) {
        Conduct planned = planned(recipient);
        int before = attempts.merge(recipient, 1, Integer::sum) - 1;
        Conduct conduct = planned == Conduct.REFUSE || (before == 0 && !kind) ? planned : Conduct.TAKE;
        done.merge(conduct, 1, Integer::sum);
        return conduct;
    }

    private Conduct planned(String recipient) {
        return PLANS[new SplittableRandom(seed + recipient.hashCode()).nextInt(PLANS.length)];
    }

    private static Conduct[] plans() {
        var plans = new Conduct[100];
        int n = 0;
        for (Conduct conduct : Conduct.values()) {
            int share = RARE.contains(conduct) ? 1 : 3;
            Arrays.fill(plans, n, n + share, conduct);
            n += share;
        }
        Arrays.fill(plans, n, plans.length, Conduct.TAKE);
        return plans;
    }

    @Override
    public synchronized void goAhead(String recipient) {
        open.merge(recipient, 1, Integer::sum);
    }

    @Override
    public synchronized void answered(String recipient) {
        open.merge(recipient, -1, Integer::sum);
    }

    @Override
    public synchronized void arrived(Mail mail) {
        ids.computeIfAbsent(mail.recipient(), recipient -> new HashSet<>()).add(mail.messageId());
        taken.computeIfAbsent(mail.recipient(), recipient -> new ArrayList<>()).add(when(mail));
        mails.arrived(mail);
    }

    /** Whether a mail to it was refused for good. */
    public synchronized boolean refused(Cohort cohort, int customer) {
        String recipient = cohort.address(customer);
        return attempts.containsKey(recipient) && planned(recipient) == Conduct.REFUSE;
    }

    /** Whether some mail to it was begun and never answered to the end. */
    public synchronized boolean wasCut(String recipient) {
        return open.getOrDefault(recipient, 0) > 0;
    }

    /** How many different Message-IDs came to the customer. */
    public synchronized int messages(Cohort cohort, int customer) {
        return ids.getOrDefault(cohort.address(customer), Set.of()).size();
    }

    /** Something else happens, which stands in stories from now on. */
    public synchronized void note(String trouble) {
        troubles.add(System.nanoTime());
        names.add(trouble);
    }

    /** What became of the mails to somebody: how they were to be treated, and after which trouble which came. */
    public synchronized String story(String recipient) {
        return planned(recipient) + ", " + attempts.get(recipient) + " attempts, taken: "
                + taken.getOrDefault(recipient, List.of());
    }

    private String when(Mail mail) {
        int last = troubles.size() - 1;
        return last < 0
                ? mail.messageId()
                : "%s %.3f s after %d %s"
                        .formatted(
                                mail.messageId(), (mail.nanos() - troubles.get(last)) / 1e9, last + 1, names.get(last));
    }

    /** How often it behaved in which way. */
    public synchronized Map<Conduct, Integer> done() {
        return Map.copyOf(done);
    }
}
