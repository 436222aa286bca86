package io.kikkake.bench.load;

import io.kikkake.bench.smtp.Mail;
import io.kikkake.bench.smtp.MailListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sorts arriving mails to the cohorts that expect them and keeps count of the Message-IDs seen. */
public final class MailLog implements MailListener {
    private final List<Cohort> cohorts = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> byMessageId = new HashMap<>();
    private long strangers;

    /** A new cohort, from now on told of its mails. */
    public Cohort expect(String name, int size) {
        Cohort cohort = new Cohort(name, size);
        cohorts.addFirst(cohort);
        return cohort;
    }

    @Override
    public synchronized void arrived(Mail mail) {
        for (Cohort cohort : cohorts) {
            int customer = cohort.customer(mail.recipient());
            if (customer >= 0) {
                byMessageId.merge(mail.messageId(), 1, Integer::sum);
                cohort.take(customer, mail);
                return;
            }
        }
        strangers++;
    }

    /** Message-IDs that came more than once: the same mail delivered again, not a second mail decided. */
    public synchronized Set<String> repeatedMessageIds() {
        Set<String> repeated = new HashSet<>();
        byMessageId.forEach((id, times) -> {
            if (times > 1) {
                repeated.add(id);
            }
        });
        return repeated;
    }

    /** How many mails went to nobody of any cohort. */
    public synchronized long strangers() {
        return strangers;
    }
}
