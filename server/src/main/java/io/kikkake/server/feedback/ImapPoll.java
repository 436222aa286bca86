package io.kikkake.server.feedback;

import io.kikkake.server.platform.Settings;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads a mailbox by IMAP each minute. A mail is marked as seen once it is committed; after a crash in between it comes again, and is
 * known by the folder's UIDVALIDITY and its UID.
 */
@Component
class ImapPoll implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImapPoll.class);
    private static final int LARGEST = 10_000_000;
    private static final int BATCH = 200;
    private static final long PAUSE_SECONDS = 60;
    private static final String PATIENCE_MILLIS = "60000";

    private final Settings.@Nullable Imap settings;
    private final InboundStore store;
    private final InboundWorker worker;
    private final Clock clock;
    private final Semaphore stop = new Semaphore(0);
    private @Nullable Thread thread;

    ImapPoll(Settings settings, InboundStore store, InboundWorker worker, Clock clock) {
        this.settings = settings.feedback().imap();
        this.store = store;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public void start() {
        Settings.Imap from = settings;
        if (from == null) {
            return;
        }
        stop.drainPermits();
        thread = Thread.ofVirtual().name("feedback-imap").start(() -> run(from));
        log.info("Bounces and answers are read from {}", from);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            stop.release();
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run(Settings.Imap from) {
        try {
            do {
                try {
                    while (poll(from) == BATCH) {
                        log.debug("More than {} mails wait in {}", BATCH, from);
                    }
                } catch (MessagingException | IOException | RuntimeException e) {
                    log.error("{} could not be read, trying again in a minute: {}", from, e.getMessage());
                }
            } while (!stop.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how many mails there were, at most {@value #BATCH} */
    int poll(Settings.Imap from) throws MessagingException, IOException {
        try (Store mailbox = session(from).getStore(from.tls() ? "imaps" : "imap")) {
            mailbox.connect(from.host(), from.portOrUsual(), from.username(), from.password());
            try (Folder folder = mailbox.getFolder(from.folder())) {
                folder.open(Folder.READ_WRITE);
                Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                Message[] batch = Arrays.copyOf(unseen, Math.min(BATCH, unseen.length));
                var profile = new FetchProfile();
                profile.add(UIDFolder.FetchProfileItem.UID);
                folder.fetch(batch, profile);
                for (Message message : batch) {
                    keep(from, (UIDFolder) folder, message);
                    message.setFlag(Flags.Flag.SEEN, true);
                }
                if (batch.length > 0) {
                    worker.wake();
                }
                return batch.length;
            }
        }
    }

    /** What is larger is cut: what a notice says stands before what it returns. */
    private void keep(Settings.Imap from, UIDFolder folder, Message message) throws MessagingException, IOException {
        String name = "imap " + from.username() + "@" + from.host() + " " + from.folder() + " "
                + folder.getUIDValidity() + " " + folder.getUID(message);
        var mail = (IMAPMessage) message;
        // Reading must not mark it: only what is kept is seen.
        mail.setPeek(true);
        try (InputStream source = mail.getMimeStream()) {
            store.add("imap", name, "", source.readNBytes(LARGEST), clock.instant());
        }
    }

    private static Session session(Settings.Imap from) {
        var properties = new Properties();
        String protocol = from.tls() ? "mail.imaps." : "mail.imap.";
        properties.put(protocol + "connectiontimeout", PATIENCE_MILLIS);
        properties.put(protocol + "timeout", PATIENCE_MILLIS);
        properties.put(protocol + "writetimeout", PATIENCE_MILLIS);
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        return Session.getInstance(properties);
    }
}
