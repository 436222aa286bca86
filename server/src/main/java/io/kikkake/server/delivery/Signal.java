package io.kikkake.server.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells a pump that there is something to do. Raised while nobody waits, it is kept for who waits next. */
final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean raised;

    void raise() {
        lock.lock();
        try {
            raised = true;
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once raised, or after the time; what was raised is then used up. */
    void await(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!raised && left > 0) {
                left = change.awaitNanos(left);
            }
            raised = false;
        } finally {
            lock.unlock();
        }
    }
}
