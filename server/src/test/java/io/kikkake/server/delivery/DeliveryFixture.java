package io.kikkake.server.delivery;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestSettings;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Renderer;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.scenario.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Delivery with its real parts, on a real database, against a scripted mail server, in time that stands still. */
final class DeliveryFixture implements AutoCloseable {

    private static final String MESSAGES = """
            {"hello": {
               "from": {"name": "ひより商店", "email": "shop@hiyori.example"},
               "subject": "{{ customer.lastName }}様、お知らせです",
               "html": "<p>{{ customer.lastName }}様 {{ event.cart_id }}</p><p><a href=\\"{{ links.unsubscribe }}\\">停止</a></p>"},
             "bad": {
               "from": {"name": "ひより商店", "email": "shop@hiyori.example"},
               "subject": "x",
               "html": "{{ 1 | divided_by: event.nothing }} {{ links.unsubscribe }}"},
             "big": {
               "from": {"name": "ひより商店", "email": "shop@hiyori.example"},
               "subject": "x",
               "text": "{% for i in (1..15000) %}とても長いお知らせですので、最後まで読むひとはいないでしょう。{% endfor %} {{ links.unsubscribe }}"},
             "owned": {"from": "owner", "subject": "x", "text": "{{ owner.name }} {{ links.unsubscribe }}"}}""";

    final TestDatabase database = TestDatabase.create();
    final TestClock clock = new TestClock("2026-04-01T00:00:00Z");
    final AtomicLong nanos = new AtomicLong();
    final FakeCustomers customers = new FakeCustomers();
    final ScriptedSmtp server = new ScriptedSmtp();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Learned.Fact> echoed = new java.util.concurrent.CopyOnWriteArrayList<>();
    final Outbox outbox;
    final Messages messages;
    private final Signal signal;
    final GenericApplicationContext parts = new AnnotationConfigApplicationContext();

    private final DeliveryMetrics metrics;
    private final Echo echo = new Echo(DeliveryFixture::published, event -> {
        if (event instanceof Learned learned) {
            echoed.addAll(learned.facts());
        }
    });
    private final Claims claims;
    private MailChannel mail;
    private Pump pump;

    DeliveryFixture() {
        parts.registerBean(
                Settings.class, () -> TestSettings.with(Map.of("kikkake.public-url", "https://mail.example")));
        parts.registerBean(javax.sql.DataSource.class, database::dataSource, bean -> bean.setDestroyMethodName(""));
        parts.registerBean(JdbcClient.class, database::jdbc);
        parts.registerBean(TestClock.class, () -> clock);
        parts.registerBean(FakeCustomers.class, () -> customers);
        parts.registerBean(Channels.class, () -> new Channels(List.of(), List.of()));
        for (Class<?> part : List.of(
                Contents.class,
                io.kikkake.server.message.Files.class,
                Renderer.class,
                Representatives.class,
                Owners.class,
                Topics.class,
                PublishedTopics.class,
                Deliveries.class,
                Signals.class,
                OutboxTable.class,
                Claims.class,
                Ledger.class,
                RefusedMails.class,
                WarmUps.class,
                Messages.class,
                SigningKey.class,
                UnsubscribeLinks.class,
                MessageApi.class,
                Resolutions.class,
                ResolveApi.class,
                PreviewApi.class)) {
            parts.registerBean(part);
        }
        parts.refresh();
        var contents = parts.getBean(Contents.class);
        contents.store("cart", 1, contents.compile(io.kikkake.server.platform.Json.object(MESSAGES), message -> true));
        outbox = parts.getBean(Outbox.class);
        signal = parts.getBean(Signals.class).add();
        messages = parts.getBean(Messages.class);
        claims = parts.getBean(Claims.class);
        metrics = new DeliveryMetrics(meters, parts.getBean(Deliveries.class), clock);
        mail = mail();
        pump = pump();
    }

    /** Nothing but a cap: outcomes that free a place in it are told. */
    private static ScenarioSet published() {
        var cap = new GuardRules.Cap(1, Span.parse("1d").orElseThrow(), null);
        var rules = new GuardRules(List.of(cap), null, null, 0, Map.of());
        return ScenarioSet.of(new ScenarioSet.Project(java.time.ZoneOffset.UTC, Map.of(), rules), List.of());
    }

    /** A process that starts now, knowing only what the database does. */
    void restart() {
        mail.close();
        mail = mail();
        pump = pump();
    }

    private MailChannel mail() {
        Settings settings = parts.getBean(Settings.class);
        return new MailChannel(new LetterWriter(settings.timeZone()), relays(), houses(), clock);
    }

    /** Servers that are told by their weights, each with four connections. */
    List<Relay.Terms> terms = List.of(new Relay.Terms("scripted", 1, 4, 0));

    /** More servers than the first; in the order of the terms. */
    final List<ScriptedSmtp> more = new ArrayList<>();

    List<Settings.MailDomain> domains = List.of();
    Relays relays = new Relays(List.of());

    private Relays relays() {
        var all = new ArrayList<Relay>();
        for (int i = 0; i < terms.size(); i++) {
            ScriptedSmtp one = i == 0 ? server : more.get(i - 1);
            java.util.function.Supplier<MailServer> peer = () -> MailServer.local(one.port());
            all.add(new Relay(terms.get(i), peer, new SmtpPool(peer, perConnection), nanos::get));
        }
        relays = new Relays(all);
        return relays;
    }

    int perConnection = 0;

    private Houses houses() {
        return new Houses(domains, parts.getBean(WarmUps.class), java.time.ZoneId.of("Asia/Tokyo"));
    }

    private Pump pump() {
        return new Pump(
                claims,
                postman(),
                mail,
                customers,
                parts.getBean(Owners.class),
                parts.getBean(TopicRules.class),
                signal,
                clock,
                new Throttle(mail::connections, Duration.ofSeconds(1), nanos::get, "test", new Rate(0, nanos::get)),
                metrics,
                echo,
                parts.getBean(Ledger.class));
    }

    /** Whether this process has the right to write. */
    volatile boolean mayWrite = true;

    /** What the runner would answer. */
    volatile boolean stillWanted = true;

    private Postman postman() {
        return new Postman(
                parts.getBean(Contents.class),
                parts.getBean(Renderer.class),
                parts.getBean(UnsubscribeLinks.class),
                parts.getBean(TopicRules.class),
                wish -> stillWanted,
                io.kikkake.server.tracking.TrackerFixture.tracker(parts.getBean(Settings.class)),
                clock,
                Patience.USUAL,
                () -> mayWrite);
    }

    /** Delivers all that can be delivered now. */
    void deliver() throws InterruptedException {
        pump.recover();
        goOn();
    }

    /** The same in the process that has claimed something already. */
    void goOn() throws InterruptedException {
        pump.turn();
        while (pump.isBusy()) {
            signal.await(60_000);
            pump.turn();
        }
    }

    /** Claims what is due, and loses the right to write before the first is sent. */
    void claimAndLoseTheRight() throws InterruptedException {
        mayWrite = false;
        pump.turn();
        signal.await(60_000);
        mayWrite = true;
    }

    /** Claims what is due and hands it to the mail server, and is killed before it records anything. */
    void deliverAndDie() throws SQLException {
        List<Claim> claimed = claims.exchange(MailChannel.ID, List.of(), Claims.Room.of(4), clock.instant());
        var profiles = customers.profiles(claimed.stream().map(Claim::customer).toList());
        for (Claim claim : claimed) {
            postman().deliver(claim, Objects.requireNonNull(profiles.get(claim.customer())), null, mail);
        }
    }

    void queue(String id, long customer, String message, String topic) {
        queue(queued(id, customer, message, topic));
    }

    /** As a brake does it. */
    void hold(String id, long customer) {
        inTransaction(transaction ->
                outbox.hold(transaction, List.of(queued(id, customer, "hello", "offers")), clock.instant()));
    }

    private Queued queued(String id, long customer, String message, String topic) {
        return new Queued(
                id,
                customer,
                "cart",
                1,
                "run-" + id,
                "mail_1",
                message,
                topic,
                (Value.ObjectOf) Value.from(Map.of("cart_id", "c-9")),
                Value.ObjectOf.EMPTY,
                List.of(MailChannel.ID),
                clock.instant());
    }

    void queueNewsletter(String id, long customer) {
        Queued one = queued(id, customer, "hello", "offers");
        queue(new Queued(
                one.id(),
                one.customer(),
                one.scenario(),
                one.version(),
                one.run(),
                one.step(),
                one.message(),
                one.topic(),
                one.entry(),
                one.outputs(),
                one.channels(),
                one.due(),
                true));
    }

    void wake() {
        signal.raise();
    }

    void queue(Queued... queued) {
        inTransaction(transaction -> outbox.add(transaction, List.of(queued), clock.instant()));
    }

    void withdraw(String run) {
        inTransaction(transaction -> outbox.withdraw(transaction, List.of(run), "goal reached", clock.instant()));
    }

    interface Work {
        void on(Connection transaction) throws SQLException;
    }

    void inTransaction(Work work) {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Messages.Message message(String id) {
        return messages.list(List.of(Status.values()), Messages.Cursor.END, 1000).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Status status(String id) {
        return message(id).status();
    }

    Instant due(String id) {
        return database.jdbc()
                .sql("select due from outbox where id = ?")
                .params(id)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }

    @Override
    public void close() {
        mail.close();
        server.close();
        more.forEach(ScriptedSmtp::close);
        parts.close();
        database.close();
    }
}
