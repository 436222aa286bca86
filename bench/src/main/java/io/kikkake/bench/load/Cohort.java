package io.kikkake.bench.load;

import io.kikkake.bench.smtp.Mail;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Customers 0 … size-1 of one phase of a bench, and when the first mail to each arrived. The name is part of every
 * address, so that phases, and benches against one server, do not meet.
 */
public final class Cohort {
    private static final String DOMAIN = "@bench.example";

    private final String name;
    private final int size;
    private final AtomicLongArray firstAt;
    private final AtomicIntegerArray mails;
    private final AtomicLong bytes = new AtomicLong();
    private final CountDownLatch missing;

    /** @param name lower-case letters and digits */
    public Cohort(String name, int size) {
        if (!name.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException("A cohort's name is of lower-case letters and digits, not " + name);
        }
        this.name = name;
        this.size = size;
        this.firstAt = new AtomicLongArray(size);
        this.mails = new AtomicIntegerArray(size);
        this.missing = new CountDownLatch(size);
    }

    public String name() {
        return name;
    }

    public int size() {
        return size;
    }

    public String userId(int customer) {
        return name + "-" + customer;
    }

    public String address(int customer) {
        return userId(customer) + DOMAIN;
    }

    /** The customer of an address, or -1 if it is none of this cohort. */
    public int customer(String address) {
        int digits = name.length() + 1;
        int at = address.length() - DOMAIN.length();
        if (at <= digits
                || !address.endsWith(DOMAIN)
                || !address.startsWith(name)
                || address.charAt(digits - 1) != '-') {
            return -1;
        }
        try {
            int customer = Integer.parseInt(address, digits, at, 10);
            return customer >= 0 && customer < size ? customer : -1;
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    /** How many mails this customer got. */
    public int mails(int customer) {
        return mails.get(customer);
    }

    /** {@link System#nanoTime} of the customer's first mail; meaningless before it arrived. */
    public long firstMailAt(int customer) {
        return firstAt.get(customer);
    }

    public int arrived() {
        return size - (int) missing.getCount();
    }

    /** When the earliest of all mails arrived. */
    public long earliest() {
        long earliest = firstAt.get(0);
        for (int i = 1; i < size; i++) {
            if (firstAt.get(i) - earliest < 0) {
                earliest = firstAt.get(i);
            }
        }
        return earliest;
    }

    /** When the last customer got the first mail. */
    public long latest() {
        long latest = firstAt.get(0);
        for (int i = 1; i < size; i++) {
            if (firstAt.get(i) - latest > 0) {
                latest = firstAt.get(i);
            }
        }
        return latest;
    }

    public int meanBytes() {
        return (int) (bytes.get() / Math.max(arrived(), 1));
    }

    /** Waits until every customer has a mail. */
    public void awaitAll(Duration timeout) throws InterruptedException, TimeoutException {
        if (!missing.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(
                    arrived() + " of " + size + " mails of " + name + " came within " + timeout.toSeconds() + " s");
        }
    }

    void take(int customer, Mail mail) {
        if (mails.incrementAndGet(customer) == 1) {
            firstAt.set(customer, mail.nanos());
            bytes.addAndGet(mail.bytes());
            missing.countDown();
        }
    }
}
