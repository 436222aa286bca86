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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
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
        try (Store mailbox = session(from).getStore(protocol(from))) {
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
                    putAside(from, mailbox, (IMAPFolder) folder, batch);
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

    /** What was kept and marked, and then lost the connection, stays where it is. */
    private static void putAside(Settings.Imap from, Store mailbox, IMAPFolder folder, Message[] read)
            throws MessagingException {
        String name = from.moveTo();
        if (name == null || name.isBlank()) {
            return;
        }
        Folder target = mailbox.getFolder(name);
        if (!target.exists()) {
            target.create(Folder.HOLDS_MESSAGES);
        }
        if (((IMAPStore) mailbox).hasCapability("MOVE")) {
            folder.moveMessages(read, target);
            return;
        }
        folder.copyMessages(read, target);
        folder.setFlags(read, new Flags(Flags.Flag.DELETED), true);
        // Only these: somebody may have other plans for what else is marked as deleted.
        if (((IMAPStore) mailbox).hasCapability("UIDPLUS")) {
            folder.expunge(read);
        }
    }

    private static String protocol(Settings.Imap from) {
        return from.tls() == Settings.Tls.TLS ? "imaps" : "imap";
    }

    private static Session session(Settings.Imap from) throws IOException {
        var properties = new Properties();
        String protocol = "mail." + protocol(from) + ".";
        properties.put(protocol + "connectiontimeout", PATIENCE_MILLIS);
        properties.put(protocol + "timeout", PATIENCE_MILLIS);
        properties.put(protocol + "writetimeout", PATIENCE_MILLIS);
        properties.put(protocol + "ssl.checkserveridentity", "true");
        if (from.tls() == Settings.Tls.STARTTLS) {
            properties.put(protocol + "starttls.enable", "true");
            properties.put(protocol + "starttls.required", "true");
        }
        if (from.ca() != null) {
            properties.put(protocol + "ssl.socketFactory", trusting(from.ca()));
        }
        return Session.getInstance(properties);
    }

    private static SSLSocketFactory trusting(Path certificates) throws IOException {
        try (InputStream source = Files.newInputStream(certificates)) {
            var known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(source)) {
                known.setCertificateEntry("ca" + known.size(), one);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The certificates in " + certificates + " (feedback.imap.ca) cannot be used: " + e, e);
        }
    }
}
