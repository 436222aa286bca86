package io.kikkake.server.consent;

import io.kikkake.server.customer.Consents;
import io.kikkake.server.platform.Settings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Once a day, lets go of what the ledger need not keep any more. */
@Component
class Retention implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Consents consents;
    private final Duration kept;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    Retention(Consents consents, Settings settings) {
        this.consents = consents;
        this.kept = Duration.ofDays(Math.max(31, settings.consent().keptDays()));
    }

    private void work() {
        try {
            while (true) {
                forget();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            int gone = consents.forget(kept);
            if (gone > 0) {
                log.info("{} entries of the consent ledger were older than {} days and are gone.", gone, kept.toDays());
            }
        } catch (RuntimeException e) {
            log.warn("The consent ledger could not be tidied; tried again tomorrow.", e);
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("consent-retention").start(this::work);
    }

    @Override
    public synchronized void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
