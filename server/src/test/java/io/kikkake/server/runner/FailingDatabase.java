package io.kikkake.server.runner;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real database that fails when it is told to, and connections that can be torn. */
final class FailingDatabase {

    enum Failure {
        /** A statement is refused; the connection stays, as in a deadlock. */
        REFUSED,
        /** The connection is gone at a statement. */
        LOST,
        /** The connection is gone before the commit took effect. */
        LOST_BEFORE_COMMIT,
        /** The commit took effect, and nobody was told. */
        LOST_AFTER_COMMIT;

        boolean atCommit() {
            return this == LOST_BEFORE_COMMIT || this == LOST_AFTER_COMMIT;
        }
    }

    /** What a failure is told by. */
    static final class Failed extends SQLException {
        private static final long serialVersionUID = 1;

        Failed(Failure failure, String state) {
            super("The test's database failed: " + failure, state);
        }
    }

    private final DataSource real;
    private final Set<Link> links = new HashSet<>();
    private @Nullable Failure next;
    private int statements;

    FailingDatabase(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return invoke(real, method, arguments);
            }
            var link = new Link(real.getConnection());
            links.add(link);
            return link.connection();
        });
    }

    /** @param statements that succeed before the one that fails; where fewer follow, nothing fails */
    void failNext(Failure failure, int statements) {
        this.next = failure;
        this.statements = statements;
    }

    void failNoMore() {
        next = null;
    }

    /** The process ends: what was not committed has not happened. */
    void tearAll() throws SQLException {
        for (Link link : List.copyOf(links)) {
            link.tear();
            link.giveBack();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A connection as the product has it. */
    private final class Link {

        private final Connection connection;
        private boolean torn;
        private boolean given;

        Link(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "isClosed" -> torn || connection.isClosed();
                case "close" -> {
                    giveBack();
                    yield null;
                }
                case "commit" -> {
                    commit();
                    yield null;
                }
                case "createStatement", "prepareStatement" -> {
                    checkWhole();
                    yield statement((Statement) Objects.requireNonNull(invoke(connection, method, arguments)));
                }
                case "unwrap" -> {
                    // for COPY, which is no statement of JDBC
                    execute();
                    yield invoke(connection, method, arguments);
                }
                default -> {
                    checkWhole();
                    yield invoke(connection, method, arguments);
                }
            });
        }

        private Statement statement(Statement statement) {
            InvocationHandler handler = (proxy, method, arguments) -> {
                if (method.getName().startsWith("execute")) {
                    execute();
                }
                return invoke(statement, method, arguments);
            };
            return statement instanceof PreparedStatement
                    ? proxy(PreparedStatement.class, handler)
                    : proxy(Statement.class, handler);
        }

        private void execute() throws SQLException {
            checkWhole();
            Failure failure = next;
            if (failure == null || failure.atCommit() || statements-- > 0) {
                return;
            }
            next = null;
            if (failure == Failure.REFUSED) {
                throw new Failed(failure, "40P01");
            }
            tear();
            throw new Failed(failure, "08006");
        }

        private void commit() throws SQLException {
            checkWhole();
            Failure failure = next;
            if (failure == null || !failure.atCommit()) {
                connection.commit();
                return;
            }
            next = null;
            if (failure == Failure.LOST_AFTER_COMMIT) {
                connection.commit();
            }
            tear();
            throw new Failed(failure, "08006");
        }

        private void checkWhole() throws SQLException {
            if (torn) {
                throw new Failed(Failure.LOST, "08003");
            }
        }

        private void tear() throws SQLException {
            torn = true;
            if (!given && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }

        private void giveBack() throws SQLException {
            if (!given) {
                given = true;
                links.remove(this);
                connection.close();
            }
        }
    }
}
