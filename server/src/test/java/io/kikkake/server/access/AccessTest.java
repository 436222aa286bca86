package io.kikkake.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static TestServer server;
    private static final String EMAIL = "admin@kikkake.local";
    private static final String PASSWORD = "a password for tests";

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(new TestClock("2026-04-01T03:00:00Z"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void knownPassword() {
        server.bean(Administrators.class).changePassword(EMAIL, PASSWORD);
    }

    private record Browser(String cookie, String csrf) {}

    private static Answer signIn(String email, String password) {
        String body = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
        return server.call("POST", "/api/session", body, "Content-Type", "application/json");
    }

    private static Browser browser() {
        Answer answer = signIn(EMAIL, PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        return new Browser(
                answer.header("set-cookie").split(";", 2)[0],
                answer.json().path("csrf").asString());
    }

    private static Answer program(String path) {
        return server.call("GET", path, "", "Authorization", "Bearer " + server.token());
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotEmpty();
    }

    @Test
    void theFirstStartMakesAnAdministratorAWriteKeyAndATokenOnlyItsOwnerCanRead() throws IOException {
        assertThat(server.bean(Administrators.class).none()).isFalse();
        var keys = server.bean(WriteKeys.class);
        assertThat(keys.all()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("Kikkake");
            assertThat(keys.known(key.key())).isTrue();
        });
        assertThat(keys.known("another")).isFalse();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.data().resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(server.data().resolve("admin-password")).doesNotExist();
    }

    @Test
    void whoIsNotSignedInIsToldSo() {
        assertProblem(server.call("GET", "/api/session", ""), 401);
        assertProblem(server.call("GET", "/api/events", ""), 401);
        assertProblem(server.call("POST", "/api/scenarios", "{}", "Content-Type", "application/json"), 401);
        assertProblem(server.call("GET", "/api/no-such-thing", ""), 401);
        assertProblem(server.call("GET", "/actuator/prometheus", ""), 401);
        assertThat(server.call("GET", "/actuator/health", "").status()).isEqualTo(200);
        assertThat(program("/actuator/prometheus").text()).contains("jvm_memory_used_bytes");
    }

    @Test
    void aSessionIsOpenedWithAPasswordAndClosed() {
        Browser browser = browser();

        Answer session = server.call("GET", "/api/session", "", "Cookie", browser.cookie());
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.json().path("email").asString()).isEqualTo(EMAIL);
        assertThat(session.json().path("csrf").asString()).isNotEmpty();
        assertThat(session.json().path("timeZone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(session.json().path("demo").asBoolean()).isFalse();

        Answer gone =
                server.call("DELETE", "/api/session", "", "Cookie", browser.cookie(), "X-CSRF-Token", browser.csrf());
        assertThat(gone.status()).isEqualTo(204);
        assertProblem(server.call("GET", "/api/session", "", "Cookie", browser.cookie()), 401);
    }

    @Test
    void signingInGivesANewSession() {
        Browser before = browser();
        Answer again = server.call(
                "POST",
                "/api/session",
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(EMAIL, PASSWORD),
                "Content-Type",
                "application/json",
                "Cookie",
                before.cookie());
        assertThat(again.header("set-cookie")).doesNotStartWith(before.cookie()).contains("HttpOnly", "SameSite=Lax");
        assertProblem(server.call("GET", "/api/session", "", "Cookie", before.cookie()), 401);
    }

    @Test
    void aFormOfAnotherSiteCannotSignIn() {
        assertProblem(
                server.call(
                        "POST",
                        "/api/session",
                        "email=a&password=b",
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                415);
    }

    @Test
    void aWriteFromABrowserNeedsTheSessionsCsrfToken() {
        Browser browser = browser();
        Browser other = browser();
        String change = "{\"current\": \"%s\", \"next\": \"another password\"}".formatted(PASSWORD);
        String[] without = {"Cookie", browser.cookie(), "Content-Type", "application/json"};
        assertProblem(server.call("PUT", "/api/session/password", change, without), 403);
        assertProblem(
                server.call(
                        "PUT",
                        "/api/session/password",
                        change,
                        "Cookie",
                        browser.cookie(),
                        "X-CSRF-Token",
                        other.csrf(),
                        "Content-Type",
                        "application/json"),
                403);
        assertThat(changePassword(browser, PASSWORD, "another password").status())
                .isEqualTo(204);
        assertThat(signIn(EMAIL, "another password").status()).isEqualTo(200);
    }

    private static Answer changePassword(Browser browser, String current, String next) {
        return server.call(
                "PUT",
                "/api/session/password",
                "{\"current\": \"%s\", \"next\": \"%s\"}".formatted(current, next),
                "Cookie",
                browser.cookie(),
                "X-CSRF-Token",
                browser.csrf(),
                "Content-Type",
                "application/json");
    }

    @Test
    void aPasswordThatWillNotDoIsRefusedWithItsField() {
        Browser browser = browser();
        assertThat(fault(changePassword(browser, "wrong", "long enough"))).isEqualTo("/current");
        assertThat(fault(changePassword(browser, PASSWORD, "short"))).isEqualTo("/next");
        assertThat(fault(changePassword(browser, PASSWORD, "長".repeat(25)))).isEqualTo("/next");
        assertThat(fault(changePassword(browser, PASSWORD, PASSWORD))).isEqualTo("/next");
    }

    private static String fault(Answer answer) {
        assertProblem(answer, 422);
        return answer.json().path("errors").path(0).path("path").asString();
    }

    @Test
    void aProgramSignsInWithTheTokenAndNeedsNoCsrfToken() {
        assertThat(program("/api/system").status()).isEqualTo(200);
        Answer session = program("/api/session");
        assertThat(session.json().path("email").asString()).isEqualTo("api-token");
        assertThat(session.headers()).doesNotContainKey("set-cookie");
        assertThat(server.call("DELETE", "/api/scenarios/none", "", "Authorization", "bearer " + server.token())
                        .status())
                .isEqualTo(404);
        assertProblem(server.call("GET", "/api/system", "", "Authorization", "Bearer wrong"), 401);
    }

    @Test
    void guessingIsSlowedDownForTheGuesserOnly() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertProblem(signIn("somebody@kikkake.local", "guess " + attempt), 401);
        }
        assertProblem(signIn("Somebody@kikkake.local", "guess"), 429);
        assertThat(signIn(EMAIL, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void whatDoesNotExistIsAProblemToo() {
        assertProblem(program("/api/no-such-thing"), 404);
        assertProblem(server.call("GET", "/no-such-picture.png", ""), 404);
        assertProblem(server.call("GET", "/shop/", ""), 404);
        assertProblem(server.call("GET", "/shop/config.js", ""), 404);
        assertProblem(server.call("GET", "/demo/clock", ""), 404);
        assertProblem(server.call("POST", "/demo/clock/skip", ""), 404);
        assertProblem(server.call("GET", "/api/events;x=1", ""), 400);
    }

    @Test
    void answersSayWhatABrowserMayDoWithThem() {
        Answer answer = server.call("GET", "/api/session", "");
        assertThat(answer.header("content-security-policy"))
                .contains("script-src 'self'", "frame-ancestors 'self'", "object-src 'none'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.header("cache-control")).contains("no-store");
    }
}
