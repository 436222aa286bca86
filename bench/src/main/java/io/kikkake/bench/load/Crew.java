package io.kikkake.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads at the same task. */
public final class Crew {

    /** What each member does; members are numbered from 0. */
    @FunctionalInterface
    public interface Task {
        void run(int member) throws Exception;
    }

    private Crew() {}

    /** Runs the task in {@code members} threads, waits for all of them and throws the failure of the first that failed. */
    public static void run(int members, Task task) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                members, Thread.ofPlatform().name("crew-", 0).daemon().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int member = 0; member < members; member++) {
                int number = member;
                running.add(threads.submit(() -> {
                    task.run(number);
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
